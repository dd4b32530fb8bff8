package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.bmp.Tlv;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.LocRib;
import io.kuberouter.bgp.rib.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The best routes as a station is told of them: a peer of their own (RFC 9069). */
final class MonitoredLocRib {

  private static final List<AddressFamily> FAMILIES =
      List.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
  private static final int BATCH = 4096;

  /** In one turn. */
  private static final int MOST_BATCHES = 8;

  private final SpeakerContext context;
  private final Consumer<BmpMessage> to;
  private final BooleanSupplier room;
  private final SessionParameters written;
  private final List<LocRib> feeds;
  private final Set<LocRib> endOfRibDue;

  /** Tells that the tables are there, and has all best routes wait. */
  MonitoredLocRib(SpeakerContext context, Consumer<BmpMessage> to, BooleanSupplier room) {
    this.context = context;
    this.to = to;
    this.room = room;
    this.feeds = FAMILIES.stream().map(context.rib()::locRib).toList();
    this.endOfRibDue = new LinkedHashSet<>(feeds);
    // section 5.2.1: "Capabilities MUST include the 4-octet ASN and all necessary capabilities to
    // represent the Loc-RIB Route Monitoring messages", in OPENs that nobody has sent
    List<Capability> capabilities = new ArrayList<>();
    FAMILIES.forEach(f -> capabilities.add(new MultiprotocolCapability(f)));
    capabilities.add(new FourOctetAsCapability(context.config().asn()));
    OpenMessage open =
        new OpenMessage(context.config().asn(), 0, context.config().identifier(), capabilities);
    this.written = SessionParameters.negotiate(open, open);
    OctetString octets =
        OctetString.of(
            MessageCodec.encode(
                open, SessionParameters.plain(context.config().asn(), context.config().asn())));
    to.accept(
        new PeerUp(
            header(),
            IpAddresses.parse("0.0.0.0"),
            0,
            0,
            octets,
            octets,
            List.of(Tlv.text(Tlv.TABLE_NAME, "global"))));
  }

  private PeerHeader header() {
    return MonitorFormat.now(
        PeerHeader.locRib(context.config().asn(), context.config().identifier()));
  }

  /** Tells what has changed while there is room; {@return whether all is told}. */
  boolean drain() {
    boolean done = true;
    for (LocRib feed : feeds) {
      for (int i = 0; i < MOST_BATCHES && feed.pending() > 0 && room.getAsBoolean(); i++) {
        batch(feed);
      }
      boolean told = feed.pending() == 0 && !feed.isStarting();
      if (told && room.getAsBoolean() && endOfRibDue.remove(feed)) {
        to.accept(MonitorFormat.endOfRib(header(), feed.family(), written));
      }
      done &= told && !endOfRibDue.contains(feed);
    }
    return done;
  }

  private void batch(LocRib feed) {
    Map<PathAttributes, List<Prefix>> come = new LinkedHashMap<>();
    List<Prefix> gone = new ArrayList<>();
    for (int i = 0; i < BATCH && feed.pending() > 0; i++) {
      LocRib.Change change = feed.poll().orElseThrow();
      Optional<Route> best = change.best();
      if (best.isPresent()) {
        come.computeIfAbsent(best.get().attributes(), a -> new ArrayList<>()).add(change.prefix());
      } else {
        gone.add(change.prefix());
      }
    }
    MonitorWriter writer =
        new MonitorWriter(written, feed.family(), context.buffers(), header(), room, to::accept);
    withdraw(gone, writer);
    come.forEach(
        (attributes, prefixes) -> {
          if (!room.getAsBoolean()) {
            prefixes.forEach(feed::again); // later
          } else if (writer.announce(attributes)) {
            prefixes.forEach(p -> writer.add(p.high(), p.low(), p.length(), 0));
          } else {
            withdraw(prefixes, writer);
          }
        });
    writer.end();
  }

  private static void withdraw(List<Prefix> prefixes, MonitorWriter writer) {
    if (!prefixes.isEmpty()) {
      writer.withdraw();
      prefixes.forEach(p -> writer.add(p.high(), p.low(), p.length(), 0));
    }
  }

  /** Tells numbers: types 8 and 10 of RFC 7854 section 4.8. */
  void report() {
    List<Statistic> all = new ArrayList<>();
    long sum = 0;
    for (AddressFamily family : FAMILIES) {
      long size = context.rib().size(family);
      sum += size;
      all.add(new Statistic.FamilyGauge(Statistic.FamilyGauge.LOC_RIB, family, size));
    }
    all.add(new Statistic.Gauge(Statistic.Gauge.LOC_RIB, sum));
    to.accept(new StatisticsReport(header(), all));
  }

  void close() {
    feeds.forEach(LocRib::close);
  }
}
