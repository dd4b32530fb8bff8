package io.kuberouter.route.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.BridgePort;

/** Ports of bridges ↔ {@code IFLA_BRPORT_…} ({@code linux/if_link.h}). */
final class BridgePortCodec {

  /** {@code IFLA_BRPORT_MODE}: hairpin. */
  private static final int MODE = 4;

  private static final int GUARD = 5;
  private static final int LEARNING = 8;
  private static final int UNICAST_FLOOD = 9;

  private BridgePortCodec() {}

  static void encode(BridgePort port, AttributeWriter out) {
    out.u8(MODE, port.hairpin() ? 1 : 0)
        .u8(GUARD, port.guard() ? 1 : 0)
        .u8(LEARNING, port.learning() ? 1 : 0)
        .u8(UNICAST_FLOOD, port.flood() ? 1 : 0);
  }

  static BridgePort decode(AttributeReader in) throws WireFormatException {
    boolean hairpin = false;
    boolean guard = false;
    boolean learning = false;
    boolean flood = false;
    while (in.next()) {
      switch (in.type()) {
        case MODE -> hairpin = in.u8() != 0;
        case GUARD -> guard = in.u8() != 0;
        case LEARNING -> learning = in.u8() != 0;
        case UNICAST_FLOOD -> flood = in.u8() != 0;
        default -> {} // state, cost, timers
      }
    }
    return new BridgePort(hairpin, guard, learning, flood);
  }
}
