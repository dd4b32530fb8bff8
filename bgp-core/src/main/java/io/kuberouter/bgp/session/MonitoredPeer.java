package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.PeerDown;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.rib.AdjRibIn;
import io.kuberouter.bgp.rib.AdjRibInFeed;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One established session as a station is told of it (RFC 7854). On the event loop. */
final class MonitoredPeer {

  private record Table(AddressFamily family, AdjRibInFeed feed, int flags) {}

  private final SpeakerContext context;
  private final PeerSession session;
  private final SessionParameters agreed;
  private final SessionParameters written;
  private final Consumer<BmpMessage> to;
  private final BooleanSupplier room;
  private final List<Table> tables = new ArrayList<>();
  private final Set<Table> endOfRibDue = new LinkedHashSet<>();

  /** Tells that the session is up, and has all its routes wait. */
  MonitoredPeer(
      SpeakerContext context,
      PeerSession session,
      Set<BmpStation.View> views,
      Consumer<BmpMessage> to,
      BooleanSupplier room) {
    this.context = context;
    this.session = session;
    this.agreed = session.connection().parameters();
    this.written = MonitorFormat.asReceived(agreed);
    this.to = to;
    this.room = room;
    tellUp();
    session
        .routes()
        .received()
        .forEach(
            (family, table) -> {
              if (agreed.families().contains(family)) {
                if (views.contains(BmpStation.View.PRE_POLICY)) {
                  add(family, table, false);
                }
                if (views.contains(BmpStation.View.POST_POLICY)) {
                  add(family, table, true);
                }
              }
            });
  }

  private void add(AddressFamily family, AdjRibIn table, boolean post) {
    Table one =
        new Table(
            family,
            table.feed(post, agreed.addPathReceive().contains(family)),
            post ? PeerHeader.POST_POLICY : 0);
    tables.add(one);
    endOfRibDue.add(one);
  }

  private PeerHeader header(int flags) {
    return MonitorFormat.now(
        PeerHeader.global(
            session.config().address(), agreed.remoteAsn(), agreed.remoteIdentifier(), flags));
  }

  private void tellUp() {
    SessionConnection connection = session.connection();
    PeerTransport.Connection wire = connection.connection();
    InetAddress local = wire == null ? session.config().address() : wire.localAddress();
    to.accept(
        new PeerUp(
            header(0),
            local,
            wire == null ? 0 : wire.localPort(),
            wire == null ? 0 : wire.remotePort(),
            connection.opens().ourOctets(),
            connection.opens().theirOctets(),
            List.of()));
  }

  /** Tells why the session is down: RFC 7854 section 4.9. */
  void down(SessionConnection connection) {
    forget();
    SessionEnd end = connection.end();
    PeerHeader header = header(0);
    if (end.received().isPresent()) {
      to.accept(new PeerDown(header, PeerDown.REMOTE_NOTIFICATION, octets(end.received().get())));
    } else if (end.sent().isPresent()) {
      to.accept(new PeerDown(header, PeerDown.LOCAL_NOTIFICATION, octets(end.sent().get())));
    } else if (end.event() == FsmEvent.Kind.TCP_CONNECTION_FAILS) {
      to.accept(new PeerDown(header, PeerDown.REMOTE_NO_NOTIFICATION, OctetString.EMPTY));
    } else {
      to.accept(PeerDown.event(header, end.event().number()));
    }
  }

  private OctetString octets(NotificationMessage notification) {
    return OctetString.of(MessageCodec.encode(notification, agreed));
  }

  /** Tells what has changed while there is room; {@return whether all is told}. */
  boolean drain() {
    boolean done = true;
    for (Table table : tables) {
      boolean told =
          table.feed().isDone()
              || table
                  .feed()
                  .drain(
                      new MonitorWriter(
                          written,
                          table.family(),
                          context.buffers(),
                          header(table.flags()),
                          room,
                          to::accept));
      if (told && room.getAsBoolean() && endOfRibDue.remove(table)) {
        to.accept(MonitorFormat.endOfRib(header(table.flags()), table.family(), written));
      }
      done &= told && !endOfRibDue.contains(table);
    }
    return done;
  }

  /** Tells numbers (section 4.8). */
  void report() {
    List<Statistic> all = new ArrayList<>();
    PeerRoutes routes = session.routes();
    all.add(
        new Statistic.Counter(
            Statistic.Counter.UPDATES_TREATED_AS_WITHDRAW,
            routes.treatedAsWithdraw() & 0xffff_ffffL));
    all.add(new Statistic.Gauge(Statistic.Gauge.ADJ_RIBS_IN, routes.receivedCount()));
    routes
        .received()
        .forEach(
            (family, table) ->
                all.add(
                    new Statistic.FamilyGauge(
                        Statistic.FamilyGauge.ADJ_RIB_IN, family, table.size())));
    to.accept(new StatisticsReport(header(0), all));
  }

  /** The station is told nothing more of the session. */
  void forget() {
    tables.forEach(table -> table.feed().close());
    tables.clear();
  }
}
