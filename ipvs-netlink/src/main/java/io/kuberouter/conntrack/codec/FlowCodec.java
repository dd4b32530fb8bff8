package io.kuberouter.conntrack.codec;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowCounters;
import io.kuberouter.conntrack.FlowEvent;
import io.kuberouter.conntrack.FlowStatus;
import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.conntrack.TcpState;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@link Flow} and {@link FlowEvent} ← ctnetlink's answers and notifications.
 *
 * <pre>
 * struct nfgenmsg(4) TUPLE_ORIG { … } TUPLE_REPLY { … } STATUS(4) [TIMEOUT(4)] [COUNTERS_…] [PROTOINFO] MARK(4) ID(4) … [ZONE(2)]
 * </pre>
 */
public final class FlowCodec {

  private FlowCodec() {}

  /** {@return the flow in an answer; empty for other messages} */
  public static Optional<Flow> decode(int type, AttributeReader in) throws WireFormatException {
    return type == ConntrackRequests.NEW ? Optional.of(flow(in)) : Optional.empty();
  }

  /** {@return what a notification tells; empty for other messages} */
  public static Optional<FlowEvent> decodeEvent(int type, int flags, AttributeReader in)
      throws WireFormatException {
    if (type == ConntrackRequests.DELETE) {
      return Optional.of(new FlowEvent.Destroyed(flow(in)));
    } else if (type != ConntrackRequests.NEW) {
      return Optional.empty(); // expectations
    }
    Flow flow = flow(in);
    boolean isNew = (flags & NetlinkMessage.CREATE) != 0;
    return Optional.of(isNew ? new FlowEvent.New(flow) : new FlowEvent.Updated(flow));
  }

  private static Flow flow(AttributeReader in) throws WireFormatException {
    Optional<FlowTuple> original = Optional.empty();
    Optional<FlowTuple> reply = Optional.empty();
    Set<FlowStatus> status = Set.of();
    OptionalLong timeout = OptionalLong.empty();
    long mark = 0;
    Optional<TcpState> tcp = Optional.empty();
    Optional<FlowCounters> originalCounters = Optional.empty();
    Optional<FlowCounters> replyCounters = Optional.empty();
    int zone = 0;
    int id = 0;
    in.skip(ConntrackRequests.NFGENMSG);
    while (in.next()) {
      switch (FlowAttribute.of(in.type())) {
        case TUPLE_ORIG -> original = Optional.of(TupleCodec.decode(in.nested()));
        case TUPLE_REPLY -> reply = Optional.of(TupleCodec.decode(in.nested()));
        case STATUS -> status = FlowStatus.of(in.be32());
        case PROTOINFO -> tcp = TcpCodec.decode(in.nested());
        case TIMEOUT -> timeout = OptionalLong.of(in.be32() & 0xffff_ffffL);
        case MARK -> mark = in.be32() & 0xffff_ffffL;
        case COUNTERS_ORIG -> originalCounters = Optional.of(counters(in.nested()));
        case COUNTERS_REPLY -> replyCounters = Optional.of(counters(in.nested()));
        case ID -> id = in.be32();
        case ZONE -> zone = in.be16();
        default -> {} // helpers, labels, times, what later kernels add
      }
    }
    if (original.isEmpty() || reply.isEmpty()) {
      throw new WireFormatException("a flow lacks one of its directions");
    }
    return new Flow(
        original.get(),
        reply.get(),
        status,
        timeout,
        mark,
        tcp,
        originalCounters,
        replyCounters,
        zone,
        id);
  }

  private static FlowCounters counters(AttributeReader in) throws WireFormatException {
    long packets = 0;
    long bytes = 0;
    while (in.next()) {
      switch (CountersAttribute.of(in.type())) {
        case PACKETS -> packets = in.be64();
        case BYTES -> bytes = in.be64();
        default -> {} // padding
      }
    }
    return new FlowCounters(packets, bytes);
  }
}
