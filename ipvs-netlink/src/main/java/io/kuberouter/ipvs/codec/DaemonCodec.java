package io.kuberouter.ipvs.codec;

import static io.kuberouter.ipvs.codec.DaemonAttribute.MCAST_GROUP;
import static io.kuberouter.ipvs.codec.DaemonAttribute.MCAST_GROUP6;
import static io.kuberouter.ipvs.codec.DaemonAttribute.MCAST_IFN;
import static io.kuberouter.ipvs.codec.DaemonAttribute.MCAST_PORT;
import static io.kuberouter.ipvs.codec.DaemonAttribute.MCAST_TTL;
import static io.kuberouter.ipvs.codec.DaemonAttribute.STATE;
import static io.kuberouter.ipvs.codec.DaemonAttribute.SYNC_ID;
import static io.kuberouter.ipvs.codec.DaemonAttribute.SYNC_MAXLEN;

import io.kuberouter.ipvs.DaemonState;
import io.kuberouter.ipvs.SyncDaemon;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * {@link SyncDaemon} ↔ {@code IPVS_CMD_ATTR_DAEMON}.
 *
 * <pre>
 * DAEMON { STATE(4) MCAST_IFN SYNC_ID(4), [SYNC_MAXLEN(2)] [MCAST_PORT(2)] [MCAST_TTL(1)] [MCAST_GROUP(4) | MCAST_GROUP6(16)] }
 * </pre>
 */
public final class DaemonCodec {

  private DaemonCodec() {}

  /** Writes a daemon to start; what is 0 or absent is left out, for the kernel to choose. */
  public static void encode(SyncDaemon daemon, AttributeWriter out) {
    int start = out.begin(CommandAttribute.DAEMON.type);
    out.u32(STATE.type, daemon.state().number());
    out.string(MCAST_IFN.type, daemon.device());
    out.u32(SYNC_ID.type, daemon.syncId());
    if (daemon.maxLength() != 0) {
      out.u16(SYNC_MAXLEN.type, daemon.maxLength());
    }
    if (daemon.port() != 0) {
      out.u16(MCAST_PORT.type, daemon.port());
    }
    if (daemon.ttl() != 0) {
      out.u8(MCAST_TTL.type, daemon.ttl());
    }
    if (daemon.group().isPresent()) {
      InetAddress group = daemon.group().get();
      out.bytes(
          group instanceof Inet6Address ? MCAST_GROUP6.type : MCAST_GROUP.type, group.getAddress());
    }
    out.end(start);
  }

  /** Writes which daemon to stop. */
  public static void encodeState(DaemonState state, AttributeWriter out) {
    int start = out.begin(CommandAttribute.DAEMON.type);
    out.u32(STATE.type, state.number());
    out.end(start);
  }

  /**
   * {@return the daemon in a message}
   *
   * @throws WireFormatException when there is none, or an attribute is cut or out of range
   */
  public static SyncDaemon decode(AttributeReader in) throws WireFormatException {
    in.skip(IpvsCommand.HEADER_BYTES);
    while (in.next()) {
      if (in.type() == CommandAttribute.DAEMON.type) {
        return attributes(in.nested());
      }
    }
    throw new WireFormatException("no IPVS_CMD_ATTR_DAEMON in the message");
  }

  static SyncDaemon attributes(AttributeReader in) throws WireFormatException {
    DaemonState state = DaemonState.MASTER;
    boolean stated = false;
    String device = "";
    long syncId = 0;
    int maxLength = 0;
    Optional<InetAddress> group = Optional.empty();
    int port = 0;
    int ttl = 0;
    while (in.next()) {
      switch (DaemonAttribute.of(in.type())) {
        case STATE -> {
          state = state(in);
          stated = true;
        }
        case MCAST_IFN -> device = NameCodec.decode(in, "device").orElse("");
        case SYNC_ID -> syncId = in.u32();
        case SYNC_MAXLEN -> maxLength = in.u16();
        case MCAST_GROUP -> group = Optional.of(group(in, InetAddressCodec.AF_INET));
        case MCAST_GROUP6 -> group = Optional.of(group(in, InetAddressCodec.AF_INET6));
        case MCAST_PORT -> port = in.u16();
        case MCAST_TTL -> ttl = in.u8();
        default -> {} // later kernels tell more
      }
    }
    if (!stated || device.isEmpty() || syncId > Integer.MAX_VALUE) {
      throw new WireFormatException(
          "IPVS_CMD_ATTR_DAEMON: state "
              + stated
              + ", device \""
              + device
              + "\", sync id "
              + syncId);
    }
    return new SyncDaemon(state, device, (int) syncId, maxLength, group, port, ttl);
  }

  private static InetAddress group(AttributeReader in, int family) throws WireFormatException {
    return InetAddressCodec.decode(
        InetAddressCodec.high(in), InetAddressCodec.low(in), in.length(), family);
  }

  static DaemonState state(AttributeReader in) throws WireFormatException {
    long number = in.u32();
    for (DaemonState state : DaemonState.values()) {
      if (state.number() == number) {
        return state;
      }
    }
    throw new WireFormatException("IPVS_DAEMON_ATTR_STATE " + number + ", 1 or 2 expected");
  }
}
