package io.kuberouter.ipvs.codec;

import static io.kuberouter.ipvs.codec.RealServerAttribute.ADDR;
import static io.kuberouter.ipvs.codec.RealServerAttribute.ADDR_FAMILY;
import static io.kuberouter.ipvs.codec.RealServerAttribute.FWD_METHOD;
import static io.kuberouter.ipvs.codec.RealServerAttribute.L_THRESH;
import static io.kuberouter.ipvs.codec.RealServerAttribute.PORT;
import static io.kuberouter.ipvs.codec.RealServerAttribute.TUN_FLAGS;
import static io.kuberouter.ipvs.codec.RealServerAttribute.TUN_PORT;
import static io.kuberouter.ipvs.codec.RealServerAttribute.TUN_TYPE;
import static io.kuberouter.ipvs.codec.RealServerAttribute.U_THRESH;
import static io.kuberouter.ipvs.codec.RealServerAttribute.WEIGHT;

import io.kuberouter.ipvs.ForwardMethod;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.RealServerKey;
import io.kuberouter.ipvs.TrafficStats;
import io.kuberouter.ipvs.Tunnel;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.util.Optional;

/**
 * {@link RealServer} ↔ {@code IPVS_CMD_ATTR_DEST}.
 *
 * <pre>
 * DEST { ADDR_FAMILY(2) ADDR(16) PORT(2), FWD_METHOD(4) WEIGHT(4), TUN_TYPE(1) TUN_PORT(2) TUN_FLAGS(2),
 *        U_THRESH(4) L_THRESH(4), in answers ACTIVE_CONNS(4) … STATS, STATS64 }
 * </pre>
 */
public final class RealServerCodec {

  /** {@code IP_VS_CONN_F_FWD_MASK}. */
  private static final int FWD_MASK = 7;

  private RealServerCodec() {}

  /** Writes what tells a server from others. */
  public static void encodeKey(RealServerKey key, AttributeWriter out) {
    int start = out.begin(CommandAttribute.DEST.type);
    key(key, out);
    out.end(start);
  }

  private static void key(RealServerKey key, AttributeWriter out) {
    boolean ipv6 = key.address() instanceof Inet6Address;
    out.u16(ADDR_FAMILY.type, InetAddressCodec.family(ipv6));
    InetAddressCodec.encode(ADDR.type, key.address(), out);
    out.be16(PORT.type, key.port());
  }

  /** Writes a server. */
  public static void encode(RealServer server, AttributeWriter out) {
    int start = out.begin(CommandAttribute.DEST.type);
    key(server.key(), out);
    out.u32(FWD_METHOD.type, server.method().number());
    out.u32(WEIGHT.type, server.weight());
    Tunnel tunnel = server.tunnel();
    out.u8(TUN_TYPE.type, TunnelCodec.type(tunnel));
    out.be16(TUN_PORT.type, tunnel.port());
    out.u16(TUN_FLAGS.type, TunnelCodec.flags(tunnel));
    out.u32(U_THRESH.type, server.upperThreshold());
    out.u32(L_THRESH.type, server.lowerThreshold());
    out.end(start);
  }

  /**
   * {@return the server in a message}
   *
   * @param serviceIpv6 the service's family, for kernels that do not tell the server's
   * @throws WireFormatException when there is none, or an attribute is cut or out of range
   */
  public static ObservedRealServer decode(AttributeReader in, boolean serviceIpv6)
      throws WireFormatException {
    in.skip(IpvsCommand.HEADER_BYTES);
    while (in.next()) {
      if (in.type() == CommandAttribute.DEST.type) {
        return attributes(in.nested(), serviceIpv6);
      }
    }
    throw new WireFormatException("no IPVS_CMD_ATTR_DEST in the message");
  }

  static ObservedRealServer attributes(AttributeReader in, boolean serviceIpv6)
      throws WireFormatException {
    int family = InetAddressCodec.family(serviceIpv6);
    long addressHigh = 0;
    long addressLow = 0;
    int addressLength = 0;
    int port = 0;
    long method = 0;
    long weight = 0;
    long upper = 0;
    long lower = 0;
    int tunnelType = 0;
    int tunnelPort = 0;
    int tunnelFlags = 0;
    long active = 0;
    long inactive = 0;
    long persistent = 0;
    AttributeReader stats = in; // none yet
    boolean wide = false;
    while (in.next()) {
      switch (RealServerAttribute.of(in.type())) {
        case ADDR -> {
          addressHigh = InetAddressCodec.high(in);
          addressLow = InetAddressCodec.low(in);
          addressLength = in.length();
        }
        case PORT -> port = in.be16();
        case FWD_METHOD -> method = in.u32() & FWD_MASK;
        case WEIGHT -> weight = in.u32();
        case U_THRESH -> upper = in.u32();
        case L_THRESH -> lower = in.u32();
        case ACTIVE_CONNS -> active = in.u32();
        case INACT_CONNS -> inactive = in.u32();
        case PERSIST_CONNS -> persistent = in.u32();
        case STATS -> stats = wide ? stats : in.nested();
        case ADDR_FAMILY -> family = in.u16();
        case STATS64 -> {
          stats = in.nested();
          wide = true;
        }
        case TUN_TYPE -> tunnelType = in.u8();
        case TUN_PORT -> tunnelPort = in.be16();
        case TUN_FLAGS -> tunnelFlags = in.u16();
        default -> {} // later kernels tell more
      }
    }
    if (weight > Integer.MAX_VALUE) {
      throw new WireFormatException("IPVS_DEST_ATTR_WEIGHT " + weight + ", a signed int expected");
    }
    Optional<ForwardMethod> forward = ForwardMethod.of(method);
    if (forward.isEmpty()) {
      throw new WireFormatException("IPVS_DEST_ATTR_FWD_METHOD " + method + ", 0 to 4 expected");
    }
    TrafficStats counted = stats == in ? TrafficStats.ZERO : StatsCodec.decode(stats);
    RealServer server =
        new RealServer(
            new RealServerKey(
                InetAddressCodec.decode(addressHigh, addressLow, addressLength, family), port),
            forward.get(),
            (int) weight,
            upper,
            lower,
            TunnelCodec.decode(tunnelType, tunnelPort, tunnelFlags));
    return new ObservedRealServer(server, active, inactive, persistent, counted);
  }
}
