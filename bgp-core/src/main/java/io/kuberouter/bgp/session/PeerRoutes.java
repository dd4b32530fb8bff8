package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.PolicyExport;
import io.kuberouter.bgp.policy.PolicyImport;
import io.kuberouter.bgp.rib.AdjRibIn;
import io.kuberouter.bgp.rib.AdjRibOut;
import io.kuberouter.bgp.rib.RouteSource;
import io.kuberouter.bgp.session.PeerConfig.PrefixLimit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of one neighbour: what it tells and what it is told; {@link KeptRoutes} says what
 * stays of it while it is away. On the event loop.
 */
final class PeerRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(PeerRoutes.class);

  private final SpeakerContext context;
  private PeerConfig config;
  private final int source;
  private final Map<AddressFamily, AdjRibIn> in = new TreeMap<>();
  private final Map<AddressFamily, AdjRibOut> out = new TreeMap<>();
  private final KeptRoutes kept;
  private final RouteRefreshes refreshes = new RouteRefreshes(in, out);
  private final Set<AddressFamily> endOfRibDue = new LinkedHashSet<>();
  private final Set<AddressFamily> endOfRibReceived = new LinkedHashSet<>();
  private @Nullable SessionConnection up;
  private int sessions;
  private long treatedAsWithdraw;

  PeerRoutes(SpeakerContext context, PeerConfig config) {
    this.context = context;
    this.config = config;
    this.kept = new KeptRoutes(context.loop(), IpAddresses.text(config.address()), in);
    this.source =
        context
            .rib()
            .addSource(
                new RouteSource(
                    config.address(),
                    new BgpIdentifier(0),
                    config.remoteAsn(),
                    RouteSource.Kind.EXTERNAL));
  }

  private PeerFilters filters(SessionParameters agreed) {
    return new PeerFilters(context.config(), config, agreed);
  }

  /** The session is up. */
  void up(SessionConnection connection) {
    PeerTransport.Connection wire = connection.connection();
    if (wire == null) {
      return;
    }
    up = connection;
    sessions++;
    SessionParameters agreed = connection.parameters();
    PolicyImport filter = filters(agreed).imports(wire.localAddress());
    context.rib().setSource(source, filter.source());
    endOfRibReceived.clear();
    kept.back(agreed);
    for (AddressFamily family : agreed.families()) {
      if (!family.isUnicast()) {
        continue;
      }
      AdjRibIn table = in.get(family);
      if (table == null) {
        in.put(family, context.rib().adjRibIn(family, source, filter));
      } else {
        table.refilter(filter);
      }
      out.put(
          family,
          context
              .rib()
              .adjRibOut(
                  family,
                  source,
                  filters(agreed).exports(wire.localAddress()),
                  agreed.addPathSend().contains(family)));
      endOfRibDue.add(family);
    }
  }

  /** The session is down: RFC 4724 section 4.2, RFC 8538 section 4. */
  void down(SessionConnection connection) {
    SessionParameters agreed = connection.parameters();
    up = null;
    out.values().forEach(AdjRibOut::close);
    out.clear();
    endOfRibDue.clear();
    refreshes.forget();
    kept.away(agreed, connection.end(), config);
  }

  /** The neighbour is configured no more. */
  void end() {
    up = null;
    kept.end();
    out.values().forEach(AdjRibOut::close);
    out.clear();
    in.values().forEach(AdjRibIn::clear);
    in.clear();
    context.rib().removeSource(source);
  }

  /** Uses other policies: routes are looked at again, those that come out the same are not told. */
  void reconfigure(PeerConfig other) {
    config = other;
    SessionConnection connection = up;
    if (connection == null || connection.connection() == null) {
      return;
    }
    SessionParameters agreed = connection.parameters();
    PolicyImport filter = filters(agreed).imports(connection.connection().localAddress());
    in.values().forEach(table -> table.refilter(filter));
    PolicyExport export = filters(agreed).exports(connection.connection().localAddress());
    out.values().forEach(table -> table.refilter(export));
  }

  /** Policies are asked again about a prefix. */
  void reconsider(Prefix prefix) {
    AddressFamily family = AddressFamily.of(prefix);
    AdjRibIn told = in.get(family);
    if (told != null) {
      told.reconsider(prefix);
    }
    AdjRibOut telling = out.get(family);
    if (telling != null) {
      telling.reconsider(prefix);
    }
  }

  /** {@return whether the neighbour told more than it may} */
  boolean update(DecodedUpdate update) {
    treatedAsWithdraw +=
        update.faults().stream()
            .filter(f -> f.treatment() == AttributeFault.Treatment.TREAT_AS_WITHDRAW)
            .limit(1)
            .count();
    for (AttributeFault fault : update.faults()) {
      LOG.warn("neighbour {}: UPDATE: {}", IpAddresses.text(config.address()), fault);
    }
    Optional<AddressFamily> end = update.endOfRib();
    if (end.isPresent()) {
      endOfRib(end.get());
      return false;
    }
    for (Nlri nlri : update.withdrawals()) {
      AdjRibIn table = in.get(nlri.family());
      if (table != null) {
        table.withdraw(nlri);
      }
    }
    int most = config.routes().maximumPrefixes().map(PrefixLimit::most).orElse(Integer.MAX_VALUE);
    boolean exceeded = false;
    for (UpdateMessage.Announcement announcement : update.announcements()) {
      AdjRibIn table = in.get(announcement.nlri().family());
      if (table != null && out.containsKey(announcement.nlri().family())) {
        table.announce(announcement.nlri(), announcement.attributes());
        exceeded |= table.size() > most;
      }
    }
    return exceeded;
  }

  private void endOfRib(AddressFamily family) {
    AdjRibIn table = in.get(family);
    int session = sessions;
    if (table != null) {
      table.sweep(
          () -> {
            if (up != null && session == sessions) {
              endOfRibReceived.add(family);
              context.tell(new SpeakerEvent.EndOfRibReceived(config.address(), family));
            }
          });
    }
  }

  void refresh(RouteRefreshMessage refresh) {
    if (up != null) {
      refreshes.heard(refresh, up);
    }
  }

  /** Asks for all routes of all families again. */
  void ask() {
    if (up != null) {
      refreshes.ask(up);
    }
  }

  boolean isUp() {
    return up != null;
  }

  /** {@return whether the neighbour restarts gracefully and has not told all its routes yet} */
  boolean owesRoutes() {
    return up != null
        && up.parameters()
            .gracefulRestart()
            .filter(g -> !g.restarting())
            .filter(g -> !endOfRibReceived.containsAll(out.keySet()))
            .isPresent();
  }

  boolean waits() {
    if (!endOfRibDue.isEmpty() || refreshes.waits()) {
      return true;
    }
    for (AdjRibOut table : out.values()) {
      if (!table.isDone()) {
        return true;
      }
    }
    return false;
  }

  /** Tells the neighbour what waits, as far as there is room. */
  void drain() {
    SessionConnection connection = up;
    if (connection == null || connection.connection() == null || !waits()) {
      return;
    }
    for (AdjRibOut table : out.values()) {
      AddressFamily family = table.family();
      boolean done = table.isDone() || drain(table, connection, connection.connection());
      if (done && endOfRibDue.remove(family)) {
        connection.send(UpdateMessage.endOfRib(family));
      }
      if (done) {
        refreshes.told(family, connection);
      }
    }
  }

  private boolean drain(
      AdjRibOut table, SessionConnection session, PeerTransport.Connection connection) {
    WireWriter out =
        new WireWriter(session.parameters(), table.family(), context.buffers(), connection);
    boolean done = table.drain(out);
    if (table.pending() > 0 && out.ready()) {
      context.loop().anotherTurn();
    }
    return done;
  }

  /** {@return what the neighbour has told of each family} */
  Map<AddressFamily, AdjRibIn> received() {
    return in;
  }

  int receivedCount() {
    return in.values().stream().mapToInt(AdjRibIn::size).sum();
  }

  /** {@return how many UPDATEs were treated as withdrawals for their faults (RFC 7606)} */
  long treatedAsWithdraw() {
    return treatedAsWithdraw;
  }

  int advertised() {
    return out.values().stream().mapToInt(AdjRibOut::size).sum();
  }
}
