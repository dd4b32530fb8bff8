package io.kuberouter.ipvs.codec;

import static io.kuberouter.ipvs.codec.ServiceAttribute.FLAGS;
import static io.kuberouter.ipvs.codec.ServiceAttribute.NETMASK;
import static io.kuberouter.ipvs.codec.ServiceAttribute.PE_NAME;
import static io.kuberouter.ipvs.codec.ServiceAttribute.SCHED_NAME;
import static io.kuberouter.ipvs.codec.ServiceAttribute.TIMEOUT;

import io.kuberouter.ipvs.Netmask;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceFlag;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.TrafficStats;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Optional;
import java.util.Set;

/**
 * {@link VirtualService} ↔ {@code IPVS_CMD_ATTR_SERVICE}.
 *
 * <pre>
 * SERVICE { key, SCHED_NAME, [PE_NAME], FLAGS(4+4), TIMEOUT(4), NETMASK(4), in answers STATS, STATS64 }
 * </pre>
 */
public final class ServiceCodec {

  /** Which flags count: all. */
  private static final long MASK_ALL = 0xffff_ffffL;

  /** What the kernel calls the lack of a scheduler. */
  private static final String NONE = "none";

  private ServiceCodec() {}

  /** Writes a service. */
  public static void encode(VirtualService service, AttributeWriter out) {
    int start = out.begin(CommandAttribute.SERVICE.type);
    ServiceKeyCodec.encode(service.key(), out);
    out.string(SCHED_NAME.type, service.scheduler());
    if (service.persistenceEngine().isPresent()) {
      out.string(PE_NAME.type, service.persistenceEngine().get());
    }
    out.u32u32(FLAGS.type, ServiceFlag.bits(service.flags()), MASK_ALL);
    out.u32(TIMEOUT.type, service.timeoutSeconds());
    Netmask netmask = service.netmask();
    if (netmask.ipv6()) {
      out.u32(NETMASK.type, netmask.value());
    } else {
      out.be32(NETMASK.type, netmask.value());
    }
    out.end(start);
  }

  /**
   * {@return the service in a message; empty when its protocol is none that we have a name for}
   *
   * @throws WireFormatException when there is none, or an attribute is cut or out of range
   */
  public static Optional<ObservedService> decode(AttributeReader in) throws WireFormatException {
    in.skip(IpvsCommand.HEADER_BYTES);
    while (in.next()) {
      if (in.type() == CommandAttribute.SERVICE.type) {
        return attributes(in.nested());
      }
    }
    throw new WireFormatException("no IPVS_CMD_ATTR_SERVICE in the message");
  }

  static Optional<ObservedService> attributes(AttributeReader in) throws WireFormatException {
    ServiceKeyCodec.Parts parts = new ServiceKeyCodec.Parts();
    String scheduler = NONE;
    Optional<String> engine = Optional.empty();
    Set<ServiceFlag> flags = ServiceFlag.of(0);
    long timeout = 0;
    boolean masked = false;
    long hostMask = 0;
    int networkMask = 0;
    AttributeReader stats = in; // none yet
    boolean wide = false;
    while (in.next()) {
      ServiceAttribute attribute = ServiceAttribute.of(in.type());
      if (parts.take(attribute, in)) {
        continue;
      }
      switch (attribute) {
        case SCHED_NAME -> scheduler = NameCodec.decode(in, "scheduler").orElse(NONE);
        case PE_NAME -> engine = NameCodec.decode(in, "persistence engine");
        case FLAGS -> flags = ServiceFlag.of((int) in.u32());
        case TIMEOUT -> timeout = in.u32();
        case NETMASK -> {
          masked = true;
          hostMask = in.u32();
          networkMask = in.be32();
        }
        case STATS -> stats = wide ? stats : in.nested();
        case STATS64 -> {
          stats = in.nested();
          wide = true;
        }
        default -> {} // later kernels tell more
      }
    }
    TrafficStats counted = stats == in ? TrafficStats.ZERO : StatsCodec.decode(stats);
    Optional<ServiceKey> key = parts.key();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Netmask netmask =
        !masked
            ? Netmask.whole(parts.ipv6())
            : parts.ipv6() ? length(hostMask) : new Netmask(false, networkMask);
    return Optional.of(
        new ObservedService(
            new VirtualService(key.get(), scheduler, flags, timeout, netmask, engine), counted));
  }

  private static Netmask length(long bits) throws WireFormatException {
    if (bits > 128) {
      throw new WireFormatException("IPVS_SVC_ATTR_NETMASK " + bits + ", 0 to 128 expected");
    }
    return new Netmask(true, (int) bits);
  }
}
