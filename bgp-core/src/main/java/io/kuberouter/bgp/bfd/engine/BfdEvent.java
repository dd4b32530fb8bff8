package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.ControlPacket;

/** What happens to a session. */
public sealed interface BfdEvent
    permits BfdEvent.PacketReceived,
        BfdEvent.TimePassed,
        BfdEvent.Configured,
        BfdEvent.Disabled,
        BfdEvent.Enabled {

  /** The kinds, to switch on. */
  enum Kind {
    PACKET_RECEIVED,
    TIME_PASSED,
    CONFIGURED,
    DISABLED,
    ENABLED
  }

  /** {@return the kind} */
  Kind kind();

  /** A packet that {@link Demultiplexer} found to be this session's. */
  record PacketReceived(ControlPacket packet) implements BfdEvent {
    @Override
    public Kind kind() {
      return Kind.PACKET_RECEIVED;
    }
  }

  /** {@link BfdSession#nextDeadline} may have come. */
  record TimePassed() implements BfdEvent {
    @Override
    public Kind kind() {
      return Kind.TIME_PASSED;
    }
  }

  /** Other parameters hold from now on. */
  record Configured(BfdConfig config) implements BfdEvent {
    @Override
    public Kind kind() {
      return Kind.CONFIGURED;
    }
  }

  /** An administrator takes the session down: RFC 5880 section 6.8.16. */
  record Disabled() implements BfdEvent {
    @Override
    public Kind kind() {
      return Kind.DISABLED;
    }
  }

  /** An administrator lets it come up again. */
  record Enabled() implements BfdEvent {
    @Override
    public Kind kind() {
      return Kind.ENABLED;
    }
  }
}
