package io.kuberouter.ipvs.codec;

import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.netlink.wire.AttributeWriter;

/** The questions to the kernel: {@code IPVS_CMD_GET_…}, each after {@code struct genlmsghdr}. */
public final class QueryCodec {

  private QueryCodec() {}

  private static AttributeWriter begin(IpvsCommand command) {
    AttributeWriter out = new AttributeWriter();
    command.header(out);
    return out;
  }

  /** {@return a dump's request for all services} */
  public static byte[] services() {
    return begin(IpvsCommand.GET_SERVICE).toBytes();
  }

  /** {@return the request for one service} */
  public static byte[] service(ServiceKey key) {
    AttributeWriter out = begin(IpvsCommand.GET_SERVICE);
    ServiceKeyCodec.encodeAlone(key, out);
    return out.toBytes();
  }

  /** {@return a dump's request for a service's servers} */
  public static byte[] servers(ServiceKey key) {
    AttributeWriter out = begin(IpvsCommand.GET_DEST);
    ServiceKeyCodec.encodeAlone(key, out);
    return out.toBytes();
  }

  /** {@return a dump's request for the synchronisation daemons that run} */
  public static byte[] daemons() {
    return begin(IpvsCommand.GET_DAEMON).toBytes();
  }

  /** {@return the request for the timeouts} */
  public static byte[] timeouts() {
    return begin(IpvsCommand.GET_CONFIG).toBytes();
  }

  /** {@return the request for version and table size} */
  public static byte[] info() {
    return begin(IpvsCommand.GET_INFO).toBytes();
  }
}
