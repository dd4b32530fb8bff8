package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.PeerDown;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.bmp.Termination;
import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A station that believes nothing: what one connection tells must be in order, and adds up. */
final class StationModel {

  final Map<String, Map<Prefix, PathAttributes>> tables = new HashMap<>();
  final Map<String, PeerUp> up = new HashMap<>();
  final List<PeerDown> downs = new ArrayList<>();
  final List<StatisticsReport> reports = new ArrayList<>();
  final List<String> ends = new ArrayList<>();

  private final Map<String, SessionParameters> sessions = new HashMap<>();

  StationModel(List<BmpMessage> connection) {
    for (int i = 0; i < connection.size(); i++) {
      BmpMessage message = connection.get(i);
      if ((i == 0) != message instanceof Initiation) {
        throw new AssertionError("message " + i + " is " + message);
      }
      take(message);
    }
  }

  private static String name(PeerHeader header) {
    return header.type() == PeerHeader.LOC_RIB ? "loc-rib" : header.address().getHostAddress();
  }

  private static String view(PeerHeader header) {
    return name(header) + (header.has(PeerHeader.POST_POLICY) ? " post" : " pre");
  }

  private void take(BmpMessage message) {
    if (message instanceof PeerUp told) {
      if (up.put(name(told.peer()), told) != null) {
        throw new AssertionError("up twice: " + told.peer());
      }
      sessions.put(name(told.peer()), session(told));
    } else if (message instanceof PeerDown down) {
      if (up.remove(name(down.peer())) == null) {
        throw new AssertionError("down without up: " + down);
      }
      tables.remove(name(down.peer()) + " pre");
      tables.remove(name(down.peer()) + " post");
      downs.add(down);
    } else if (message instanceof RouteMonitoring routes) {
      if (!up.containsKey(name(routes.peer()))) {
        throw new AssertionError("routes of a session that is not up: " + routes.peer());
      }
      update(
          view(routes.peer()),
          (UpdateMessage) decode(routes.update().buffer(), name(routes.peer())));
    } else if (message instanceof StatisticsReport report) {
      reports.add(report);
    } else if (!(message instanceof Initiation) && !(message instanceof Termination)) {
      throw new AssertionError(message);
    }
  }

  private SessionParameters session(PeerUp told) {
    sessions.put(name(told.peer()), SessionParameters.plain(1, 1));
    OpenMessage sent = (OpenMessage) decode(told.sentOpen().buffer(), name(told.peer()));
    OpenMessage received = (OpenMessage) decode(told.receivedOpen().buffer(), name(told.peer()));
    return SessionParameters.negotiate(sent, received);
  }

  private Object decode(ByteBuffer octets, String name) {
    try {
      return MessageCodec.decode(octets, sessions.get(name));
    } catch (BgpProtocolException e) {
      throw new AssertionError(e.text(), e);
    }
  }

  private void update(String view, UpdateMessage update) {
    update.endOfRib().ifPresent(family -> ends.add(view + " " + family));
    Map<Prefix, PathAttributes> table = tables.computeIfAbsent(view, v -> new HashMap<>());
    update.withdrawals().forEach(n -> n.prefixes().forEach(table::remove));
    update
        .announcements()
        .forEach(a -> a.nlri().prefixes().forEach(p -> table.put(p, a.attributes())));
  }
}
