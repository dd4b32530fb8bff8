package io.kuberouter.ipvs.codec;

import io.kuberouter.ipvs.ForwardMethod;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.RealServerKey;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.TrafficStats;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Services, servers and timeouts ↔ the attributes of {@code linux/ip_vs.h}. */
public final class IpvsCodec {

  /** {@code IPVS_CMD_…} in the header's order. */
  public enum Command {
    NEW_SERVICE(1),
    SET_SERVICE(2),
    DEL_SERVICE(3),
    GET_SERVICE(4),
    NEW_DEST(5),
    SET_DEST(6),
    DEL_DEST(7),
    GET_DEST(8),
    SET_CONFIG(12),
    GET_CONFIG(13);

    private final int number;

    Command(int number) {
      this.number = number;
    }
  }

  /** {@code IPVS_CMD_ATTR_SERVICE}, nested. */
  private static final int CMD_SERVICE = 1;

  /** {@code IPVS_CMD_ATTR_DEST}, nested. */
  private static final int CMD_DEST = 2;

  private static final int CMD_TIMEOUT_TCP = 4;
  private static final int CMD_TIMEOUT_TCP_FIN = 5;
  private static final int CMD_TIMEOUT_UDP = 6;

  /** {@code IPVS_SVC_ATTR_…}: the port and a mark of IPv4 are in network order. */
  private static final int SVC_AF = 1;

  private static final int SVC_PROTOCOL = 2;
  private static final int SVC_ADDR = 3;
  private static final int SVC_PORT = 4;
  private static final int SVC_FWMARK = 5;
  private static final int SVC_SCHED_NAME = 6;
  private static final int SVC_FLAGS = 7;
  private static final int SVC_TIMEOUT = 8;
  private static final int SVC_NETMASK = 9;
  private static final int SVC_STATS = 10;

  /** {@code IPVS_DEST_ATTR_…}. */
  private static final int DEST_ADDR = 1;

  private static final int DEST_PORT = 2;
  private static final int DEST_FWD_METHOD = 3;
  private static final int DEST_WEIGHT = 4;
  private static final int DEST_U_THRESH = 5;
  private static final int DEST_L_THRESH = 6;
  private static final int DEST_ACTIVE_CONNS = 7;
  private static final int DEST_INACT_CONNS = 8;
  private static final int DEST_PERSIST_CONNS = 9;
  private static final int DEST_STATS = 10;
  private static final int DEST_ADDR_FAMILY = 11;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private IpvsCodec() {}

  /** Starts a message: {@code struct genlmsghdr}. */
  public static AttributeWriter begin(Command command) {
    return new AttributeWriter().rawU8(command.number).rawU8(1).rawU16(0);
  }

  /** Writes what tells a service from others. */
  public static void encodeKey(ServiceKey key, AttributeWriter out) {
    out.nested(CMD_SERVICE, service -> keyAttributes(key, service));
  }

  private static void keyAttributes(ServiceKey key, AttributeWriter out) {
    if (key instanceof ServiceKey.ByAddress a) {
      out.u16(SVC_AF, family(a.address()));
      out.u16(SVC_PROTOCOL, a.protocol().number());
      out.bytes(SVC_ADDR, a.address().getAddress());
      out.be16(SVC_PORT, a.port());
    } else if (key instanceof ServiceKey.ByMark m) {
      out.u16(SVC_AF, m.ipv6() ? AF_INET6 : AF_INET);
      out.u32(SVC_FWMARK, m.mark());
    } else {
      throw new AssertionError(key);
    }
  }

  /** Writes a whole service. */
  public static void encodeService(VirtualService service, AttributeWriter out) {
    out.nested(
        CMD_SERVICE,
        attributes -> {
          keyAttributes(service.key(), attributes);
          attributes.string(SVC_SCHED_NAME, service.scheduler());
          AttributeWriter flags = new AttributeWriter();
          flags.rawU32(service.flags()).rawU32(0xffff_ffffL);
          attributes.bytes(SVC_FLAGS, flags.toBytes());
          attributes.u32(SVC_TIMEOUT, service.timeoutSeconds());
          if (isIpv6(service.key())) {
            attributes.u32(SVC_NETMASK, service.netmaskLength());
          } else {
            attributes.be32(SVC_NETMASK, mask(service.netmaskLength()));
          }
        });
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  private static boolean isIpv6(ServiceKey key) {
    return key instanceof ServiceKey.ByAddress a
        ? a.address().getAddress().length == 16
        : ((ServiceKey.ByMark) key).ipv6();
  }

  /** Writes what tells a server from others. */
  public static void encodeServerKey(RealServerKey key, AttributeWriter out) {
    out.nested(CMD_DEST, dest -> serverKeyAttributes(key, dest));
  }

  private static void serverKeyAttributes(RealServerKey key, AttributeWriter out) {
    out.bytes(DEST_ADDR, key.address().getAddress());
    out.be16(DEST_PORT, key.port());
    out.u16(DEST_ADDR_FAMILY, family(key.address()));
  }

  /** Writes a whole server. */
  public static void encodeServer(RealServer server, AttributeWriter out) {
    out.nested(
        CMD_DEST,
        dest -> {
          serverKeyAttributes(server.key(), dest);
          dest.u32(DEST_FWD_METHOD, server.method().number());
          dest.u32(DEST_WEIGHT, server.weight());
          dest.u32(DEST_U_THRESH, server.upperThreshold());
          dest.u32(DEST_L_THRESH, server.lowerThreshold());
        });
  }

  private static int family(InetAddress address) {
    return address.getAddress().length == 16 ? AF_INET6 : AF_INET;
  }

  /** Reads one part of a dump of services; empty for protocols that we do not know. */
  public static Optional<ObservedService> decodeService(byte[] payload) throws WireFormatException {
    AttributeReader top = new AttributeReader(payload, 0, payload.length).skip(4);
    while (top.next()) {
      if (top.type() == CMD_SERVICE) {
        return service(top.nested());
      }
    }
    throw new WireFormatException("no IPVS_CMD_ATTR_SERVICE in the message");
  }

  private static Optional<ObservedService> service(AttributeReader in) throws WireFormatException {
    int family = AF_INET;
    int protocol = 0;
    byte[] address = new byte[0];
    int port = 0;
    long mark = 0;
    String scheduler = "";
    int flags = 0;
    int timeout = 0;
    byte[] netmask = new byte[4];
    long netmaskNumber = 0;
    TrafficStats stats = TrafficStats.ZERO;
    while (in.next()) {
      switch (in.type()) {
        case SVC_AF -> family = in.u16();
        case SVC_PROTOCOL -> protocol = in.u16();
        case SVC_ADDR -> address = in.bytes();
        case SVC_PORT -> port = in.be16();
        case SVC_FWMARK -> mark = in.u32();
        case SVC_SCHED_NAME -> scheduler = in.string();
        case SVC_FLAGS -> flags = (int) in.u32();
        case SVC_TIMEOUT -> timeout = (int) in.u32();
        case SVC_NETMASK -> {
          netmaskNumber = in.u32();
          netmask = in.bytes();
        }
        case SVC_STATS -> stats = stats(in.nested());
        default -> {} // newer kernels tell more
      }
    }
    boolean six = family == AF_INET6;
    ServiceKey key;
    if (mark != 0) {
      key = new ServiceKey.ByMark(six, mark);
    } else if (protocol == 6 || protocol == 17 || protocol == 132) {
      key = new ServiceKey.ByAddress(address(address, six), Protocol.of(protocol), port);
    } else {
      return Optional.empty();
    }
    return Optional.of(
        new ObservedService(
            new VirtualService(
                key,
                scheduler,
                flags & ~VirtualService.FLAG_HASHED,
                timeout,
                six ? (int) netmaskNumber : prefixLength(netmask)),
            stats));
  }

  private static int prefixLength(byte[] mask) {
    int bits =
        ((mask[0] & 0xff) << 24)
            | ((mask[1] & 0xff) << 16)
            | ((mask[2] & 0xff) << 8)
            | (mask[3] & 0xff);
    int length = Integer.bitCount(bits);
    return mask(length) == bits ? length : -1;
  }

  private static InetAddress address(byte[] bytes, boolean ipv6) throws WireFormatException {
    int size = ipv6 ? 16 : 4;
    if (bytes.length < size) {
      throw new WireFormatException("address of " + bytes.length + " bytes, expected " + size);
    }
    try {
      byte[] exact = Arrays.copyOf(bytes, size);
      return ipv6 ? Inet6Address.getByAddress(null, exact, -1) : InetAddress.getByAddress(exact);
    } catch (UnknownHostException e) {
      throw new WireFormatException("address of " + size + " bytes: " + e.getMessage());
    }
  }

  /**
   * Reads one part of a dump of servers.
   *
   * @param ipv6 the service's family, for kernels that do not tell the server's
   */
  public static ObservedRealServer decodeServer(byte[] payload, boolean ipv6)
      throws WireFormatException {
    AttributeReader top = new AttributeReader(payload, 0, payload.length).skip(4);
    while (top.next()) {
      if (top.type() == CMD_DEST) {
        return server(top.nested(), ipv6);
      }
    }
    throw new WireFormatException("no IPVS_CMD_ATTR_DEST in the message");
  }

  private static ObservedRealServer server(AttributeReader in, boolean serviceIpv6)
      throws WireFormatException {
    boolean six = serviceIpv6;
    byte[] address = new byte[0];
    int port = 0;
    int method = 0;
    long[] numbers = new long[7];
    TrafficStats stats = TrafficStats.ZERO;
    while (in.next()) {
      switch (in.type()) {
        case DEST_ADDR -> address = in.bytes();
        case DEST_PORT -> port = in.be16();
        case DEST_FWD_METHOD -> method = (int) in.u32() & 7;
        case DEST_WEIGHT -> numbers[0] = in.u32();
        case DEST_U_THRESH -> numbers[1] = in.u32();
        case DEST_L_THRESH -> numbers[2] = in.u32();
        case DEST_ACTIVE_CONNS -> numbers[3] = in.u32();
        case DEST_INACT_CONNS -> numbers[4] = in.u32();
        case DEST_PERSIST_CONNS -> numbers[5] = in.u32();
        case DEST_STATS -> stats = stats(in.nested());
        case DEST_ADDR_FAMILY -> six = in.u16() == AF_INET6;
        default -> {} // newer kernels tell more
      }
    }
    int number = method;
    ForwardMethod forward =
        ForwardMethod.of(method)
            .orElseThrow(() -> new WireFormatException("IPVS_DEST_ATTR_FWD_METHOD " + number));
    RealServer server =
        new RealServer(
            new RealServerKey(address(address, six), port),
            forward,
            (int) numbers[0],
            numbers[1],
            numbers[2]);
    return new ObservedRealServer(server, numbers[3], numbers[4], numbers[5], stats);
  }

  /** {@code IPVS_STATS_ATTR_…}. */
  private static TrafficStats stats(AttributeReader in) throws WireFormatException {
    long[] counters = new long[6];
    while (in.next()) {
      if (in.type() >= 1 && in.type() <= 5) {
        counters[in.type()] = in.length() >= 8 ? in.u64() : in.u32();
      }
    }
    return new TrafficStats(counters[1], counters[2], counters[3], counters[4], counters[5]);
  }

  /** Writes timeouts; 0 leaves one out. */
  public static void encodeTimeouts(IpvsTimeouts timeouts, AttributeWriter out) {
    optional(out, CMD_TIMEOUT_TCP, timeouts.tcpSeconds());
    optional(out, CMD_TIMEOUT_TCP_FIN, timeouts.tcpFinSeconds());
    optional(out, CMD_TIMEOUT_UDP, timeouts.udpSeconds());
  }

  private static void optional(AttributeWriter out, int type, int value) {
    if (value != 0) {
      out.u32(type, value);
    }
  }

  /** Reads the answer of {@code IPVS_CMD_GET_CONFIG}. */
  public static IpvsTimeouts decodeTimeouts(byte[] payload) throws WireFormatException {
    AttributeReader in = new AttributeReader(payload, 0, payload.length).skip(4);
    int[] seconds = new int[3];
    while (in.next()) {
      if (in.type() >= CMD_TIMEOUT_TCP && in.type() <= CMD_TIMEOUT_UDP) {
        seconds[in.type() - CMD_TIMEOUT_TCP] = (int) in.u32();
      }
    }
    return new IpvsTimeouts(seconds[0], seconds[1], seconds[2]);
  }
}
