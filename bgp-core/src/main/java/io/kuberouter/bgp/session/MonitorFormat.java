package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;
import java.time.Instant;
import java.util.Set;

/** How a station is told what a session has told us. */
final class MonitorFormat {

  private MonitorFormat() {}

  /**
   * {@return how UPDATEs are written that say what the neighbour said: with AS numbers of four
   * octets, which a clear A flag tells, and path identifiers where the neighbour sends them}
   */
  static SessionParameters asReceived(SessionParameters agreed) {
    return new SessionParameters(
        agreed.localAsn(),
        agreed.remoteAsn(),
        agreed.localIdentifier(),
        agreed.remoteIdentifier(),
        agreed.holdTime(),
        true,
        agreed.extendedMessage(),
        agreed.routeRefresh(),
        agreed.enhancedRouteRefresh(),
        agreed.families(),
        Set.of(),
        agreed.addPathReceive(),
        agreed.extendedNextHop(),
        agreed.gracefulRestart(),
        agreed.longLived(),
        agreed.localRole(),
        agreed.remoteRole());
  }

  /** {@return the header with the time} */
  static PeerHeader now(PeerHeader header) {
    Instant now = Instant.now();
    return header.at(now.getEpochSecond(), now.getNano() / 1000);
  }

  static RouteMonitoring endOfRib(
      PeerHeader header, AddressFamily family, SessionParameters session) {
    return new RouteMonitoring(
        header, OctetString.of(MessageCodec.encode(UpdateMessage.endOfRib(family), session)));
  }
}
