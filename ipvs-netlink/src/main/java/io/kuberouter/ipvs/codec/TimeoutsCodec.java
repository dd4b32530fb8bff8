package io.kuberouter.ipvs.codec;

import static io.kuberouter.ipvs.codec.CommandAttribute.TIMEOUT_TCP;
import static io.kuberouter.ipvs.codec.CommandAttribute.TIMEOUT_TCP_FIN;
import static io.kuberouter.ipvs.codec.CommandAttribute.TIMEOUT_UDP;

import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;

/** {@link IpvsTimeouts} ↔ {@code IPVS_CMD_ATTR_TIMEOUT_…}, at the first level of a command. */
public final class TimeoutsCodec {

  private TimeoutsCodec() {}

  /** Writes timeouts; the kernel leaves one of 0 as it is. */
  public static void encode(IpvsTimeouts timeouts, AttributeWriter out) {
    out.u32(TIMEOUT_TCP.type, timeouts.tcpSeconds());
    out.u32(TIMEOUT_TCP_FIN.type, timeouts.tcpFinSeconds());
    out.u32(TIMEOUT_UDP.type, timeouts.udpSeconds());
  }

  /** {@return the timeouts in a message; 0 for protocols that the kernel was built without} */
  public static IpvsTimeouts decode(AttributeReader in) throws WireFormatException {
    return attributes(in.skip(IpvsCommand.HEADER_BYTES));
  }

  static IpvsTimeouts attributes(AttributeReader in) throws WireFormatException {
    int tcp = 0;
    int tcpFin = 0;
    int udp = 0;
    while (in.next()) {
      switch (CommandAttribute.of(in.type())) {
        case TIMEOUT_TCP -> tcp = seconds(in);
        case TIMEOUT_TCP_FIN -> tcpFin = seconds(in);
        case TIMEOUT_UDP -> udp = seconds(in);
        default -> {} // later kernels tell more
      }
    }
    return new IpvsTimeouts(tcp, tcpFin, udp);
  }

  private static int seconds(AttributeReader in) throws WireFormatException {
    long value = in.u32();
    if (value > Integer.MAX_VALUE) {
      throw new WireFormatException("timeout of " + value + " s, a signed int expected");
    }
    return (int) value;
  }
}
