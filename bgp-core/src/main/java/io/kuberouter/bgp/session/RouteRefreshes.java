package io.kuberouter.bgp.session;

import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.rib.AdjRibIn;
import io.kuberouter.bgp.rib.AdjRibOut;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Requests to be told all routes again, of a neighbour and of ours, and the marks around what is
 * told then (RFC 2918, RFC 7313). On the event loop.
 */
final class RouteRefreshes {

  private final Map<AddressFamily, AdjRibIn> in;
  private final Map<AddressFamily, AdjRibOut> out;

  /** Of which the neighbour has been told the beginning and not the end. */
  private final Set<AddressFamily> endDue = new LinkedHashSet<>();

  /** Of which the neighbour has begun a refresh and not ended it. */
  private final Set<AddressFamily> begun = new HashSet<>();

  /**
   * Creates one without requests.
   *
   * @param in what the neighbour has told, as it is
   * @param out what it is told, as it is
   */
  RouteRefreshes(Map<AddressFamily, AdjRibIn> in, Map<AddressFamily, AdjRibOut> out) {
    this.in = in;
    this.out = out;
  }

  /** RFC 2918 section 4, RFC 7313 section 4. */
  void heard(RouteRefreshMessage refresh, SessionConnection up) {
    AdjRibOut told = out.get(refresh.family());
    AdjRibIn table = in.get(refresh.family());
    if (told == null || table == null) {
      return; // RFC 2918 section 4: a family that was not agreed on is ignored
    }
    boolean enhanced = up.parameters().enhancedRouteRefresh();
    switch (refresh.subtype()) {
      case RouteRefreshMessage.REQUEST -> {
        if (enhanced) {
          up.send(new RouteRefreshMessage(refresh.family(), RouteRefreshMessage.BEGIN));
          endDue.add(refresh.family());
        }
        told.refresh();
      }
      case RouteRefreshMessage.BEGIN -> {
        if (enhanced) { // else the subtype is of a reserved octet, which RFC 2918 ignores
          begun.add(refresh.family());
          table.markStale();
        }
      }
      case RouteRefreshMessage.END -> {
        if (begun.remove(refresh.family())) { // else stale routes wait for another end
          table.sweep();
        }
      }
      default -> {} // RFC 7313 section 5: "MUST ignore"
    }
  }

  /** Asks for all routes of all families again. */
  void ask(SessionConnection up) {
    if (up.parameters().routeRefresh()) {
      for (AddressFamily family : out.keySet()) {
        up.send(new RouteRefreshMessage(family, RouteRefreshMessage.REQUEST));
      }
    }
  }

  /** {@return whether the neighbour has still to hear the end of one} */
  boolean waits() {
    return !endDue.isEmpty();
  }

  /** The neighbour has been told all routes of a family. */
  void told(AddressFamily family, SessionConnection up) {
    if (endDue.remove(family)) {
      up.send(new RouteRefreshMessage(family, RouteRefreshMessage.END));
    }
  }

  /** The session has ended. */
  void forget() {
    endDue.clear();
    begun.clear();
  }
}
