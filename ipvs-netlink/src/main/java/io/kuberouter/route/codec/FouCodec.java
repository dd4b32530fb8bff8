package io.kuberouter.route.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.FouPort;

/**
 * UDP ports that are unwrapped ↔ messages of the generic family {@code fou} ({@code linux/fou.h}).
 *
 * <pre>
 * | cmd u8 | version u8 | reserved u16 | FOU_ATTR_… |
 * </pre>
 */
public final class FouCodec {

  private static final int FOU_CMD_ADD = 1;
  private static final int FOU_CMD_DEL = 2;
  private static final int FOU_CMD_GET = 3;

  /** {@code FOU_ATTR_PORT}: __be16. */
  private static final int FOU_ATTR_PORT = 1;

  private static final int FOU_ATTR_AF = 2;
  private static final int FOU_ATTR_IPPROTO = 3;
  private static final int FOU_ATTR_TYPE = 4;
  private static final int FOU_ENCAP_DIRECT = 1;
  private static final int FOU_ENCAP_GUE = 2;

  private FouCodec() {}

  private static AttributeWriter begin(int command) {
    return new AttributeWriter().rawU8(command).rawU8(1).rawU16(0);
  }

  /** {@return the content of the request for all ports} */
  public static byte[] list() {
    return begin(FOU_CMD_GET).toBytes();
  }

  /** {@return the content of the request that opens a port} */
  public static byte[] add(FouPort port) {
    AttributeWriter out = key(FOU_CMD_ADD, port);
    if (!port.generic()) {
      out.u8(FOU_ATTR_IPPROTO, port.protocol());
    }
    return out.u8(FOU_ATTR_TYPE, port.generic() ? FOU_ENCAP_GUE : FOU_ENCAP_DIRECT).toBytes();
  }

  /** {@return the content of the request that closes a port} */
  public static byte[] delete(FouPort port) {
    return key(FOU_CMD_DEL, port).toBytes();
  }

  private static AttributeWriter key(int command, FouPort port) {
    return begin(command)
        .be16(FOU_ATTR_PORT, port.port())
        .u8(FOU_ATTR_AF, RouteMessage.family(port.ipv6()));
  }

  /** Reads a port. */
  public static FouPort decode(AttributeReader in) throws WireFormatException {
    int port = 0;
    int family = RouteMessage.AF_INET;
    int protocol = 0;
    int type = FOU_ENCAP_DIRECT;
    in.skip(4);
    while (in.next()) {
      switch (in.type()) {
        case FOU_ATTR_PORT -> port = in.be16();
        case FOU_ATTR_AF -> family = in.u8();
        case FOU_ATTR_IPPROTO -> protocol = in.u8();
        case FOU_ATTR_TYPE -> type = in.u8();
        default -> {} // addresses that it is bound to
      }
    }
    if (port == 0) {
      throw new WireFormatException("FOU_ATTR_PORT is missing, or 0");
    }
    return new FouPort(family == RouteMessage.AF_INET6, port, protocol, type == FOU_ENCAP_GUE);
  }
}
