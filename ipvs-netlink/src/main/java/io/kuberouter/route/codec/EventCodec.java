package io.kuberouter.route.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.RouteEvent;
import java.util.Optional;

/** What rtnetlink tells without being asked → events. */
public final class EventCodec {

  private EventCodec() {}

  /** Reads a notification; empty for what this library does not know. */
  public static Optional<RouteEvent> decode(int type, AttributeReader in)
      throws WireFormatException {
    return switch (type) {
      case RouteMessage.NEWLINK -> LinkCodec.decode(in).map(RouteEvent.LinkSet::new);
      case RouteMessage.DELLINK -> LinkCodec.decode(in).map(RouteEvent.LinkRemoved::new);
      case RouteMessage.NEWADDR -> AddressCodec.decode(in).map(RouteEvent.AddressSet::new);
      case RouteMessage.DELADDR -> AddressCodec.decode(in).map(RouteEvent.AddressRemoved::new);
      case RouteMessage.NEWROUTE -> RouteCodec.decode(in).map(RouteEvent.RouteSet::new);
      case RouteMessage.DELROUTE -> RouteCodec.decode(in).map(RouteEvent.RouteRemoved::new);
      case RouteMessage.NEWRULE -> RuleCodec.decode(in).map(RouteEvent.RuleSet::new);
      case RouteMessage.DELRULE -> RuleCodec.decode(in).map(RouteEvent.RuleRemoved::new);
      case RouteMessage.NEWNEIGH -> NeighbourCodec.decode(in).map(RouteEvent.NeighbourSet::new);
      case RouteMessage.DELNEIGH -> NeighbourCodec.decode(in).map(RouteEvent.NeighbourRemoved::new);
      default -> Optional.empty();
    };
  }
}
