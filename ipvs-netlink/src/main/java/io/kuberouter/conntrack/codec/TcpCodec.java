package io.kuberouter.conntrack.codec;

import io.kuberouter.conntrack.TcpState;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Optional;

/**
 * {@link TcpState} ← {@code CTA_PROTOINFO}.
 *
 * <pre>
 * PROTOINFO { TCP { STATE(1) WSCALE_… FLAGS_… } | DCCP { … } | SCTP { … } }
 * </pre>
 */
final class TcpCodec {

  /** {@code CTA_PROTOINFO_TCP}. */
  private static final int TCP = 1;

  /** {@code CTA_PROTOINFO_TCP_STATE}: u8. */
  private static final int STATE = 1;

  private static final TcpState[] STATES = TcpState.values();

  private TcpCodec() {}

  /** {@return the state; empty for other protocols, and for states that later kernels add} */
  static Optional<TcpState> decode(AttributeReader in) throws WireFormatException {
    while (in.next()) {
      if (in.type() == TCP) {
        AttributeReader tcp = in.nested();
        while (tcp.next()) {
          if (tcp.type() == STATE) {
            int number = tcp.u8();
            return number < STATES.length ? Optional.of(STATES[number]) : Optional.empty();
          }
        }
      }
    }
    return Optional.empty();
  }
}
