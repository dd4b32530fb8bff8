package io.kuberouter.bgp.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.RouteSource.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed tables against maps that do the same slowly. */
class RibTest {

  private static final RouteSource LOCAL =
      RouteSource.local(BgpIdentifier.parse("10.0.0.1"), 64512);

  private static RouteSource source(int n) {
    return new RouteSource(
        IpAddresses.parse("10.0.0." + n), BgpIdentifier.parse("10.0.0." + n), 65000, Kind.EXTERNAL);
  }

  private static PathAttributes attributes(int length, boolean six) {
    long[] path = new long[length];
    java.util.Arrays.fill(path, 65000);
    return PathAttributes.of(
        Origin.IGP,
        AsPath.sequence(path),
        new NextHop(IpAddresses.parse(six ? "2001:db8::1" : "192.0.2.1")));
  }

  private static Prefix prefix(boolean six, int n) {
    return six
        ? new Prefix(true, 0x2001_0db8_0000_0000L | n, (long) n << 32, 64 + (n % 64))
        : new Prefix(false, ((long) (0x0a00_0000 + (n << 12))) << 32, 0, 20 + (n % 13));
  }

  private static final ExportFilter ALL =
      new ExportFilter() {
        @Override
        public boolean ignoresPrefixes() {
          return true;
        }

        @Override
        public Optional<PathAttributes> apply(
            Supplier<Prefix> prefix,
            PathAttributes attributes,
            RouteSource source,
            boolean longLivedStale) {
          return Optional.of(attributes);
        }
      };

  /** Writes down what a neighbour would know. */
  private static final class Told implements RouteWriter {
    private final boolean six;
    private final Map<Prefix, PathAttributes> known = new HashMap<>();
    private Optional<PathAttributes> current = Optional.empty();
    private int room = Integer.MAX_VALUE;
    private int begun;

    Told(boolean six) {
      this.six = six;
    }

    @Override
    public boolean ready() {
      return room > 0;
    }

    @Override
    public void withdraw() {
      begun++;
      current = Optional.empty();
    }

    @Override
    public boolean announce(PathAttributes attributes) {
      begun++;
      current = Optional.of(attributes);
      return true;
    }

    @Override
    public void add(long high, long low, int length, int pathId) {
      room--;
      Prefix prefix = new Prefix(six, high, low, length);
      if (current.isPresent()) {
        known.put(prefix, current.get());
      } else {
        assertThat(known.remove(prefix)).as("a withdrawal of what was told: " + prefix).isNotNull();
      }
    }

    @Override
    public void end() {}
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyChangesEndWhereMapsEnd(long seed) {
    Random random = new Random(seed);
    boolean six = seed % 2 == 0;
    AddressFamily family = six ? AddressFamily.IPV6_UNICAST : AddressFamily.IPV4_UNICAST;
    Rib rib = new Rib(LOCAL, new DecisionOptions(false, false, true));
    List<AdjRibIn> tables = new ArrayList<>();
    List<Map<Prefix, PathAttributes>> model = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = rib.addSource(source(i + 2));
      tables.add(rib.adjRibIn(family, number, ImportFilter.EVERYTHING));
      model.add(new HashMap<>());
    }
    Told told = new Told(six);
    AdjRibOut out = rib.adjRibOut(family, 99, ALL, false);
    LocRib feed = rib.locRib(family);
    Map<Prefix, Route> fed = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      int peer = random.nextInt(3);
      Prefix prefix = prefix(six, random.nextInt(600));
      if (random.nextInt(3) > 0) {
        PathAttributes a = attributes(1 + random.nextInt(4), six);
        tables.get(peer).announce(Nlri.of(prefix), a);
        model.get(peer).put(prefix, a);
      } else {
        tables.get(peer).withdraw(Nlri.of(prefix));
        model.get(peer).remove(prefix);
      }
      if (step % 997 == 0) {
        tables.get(peer).clear();
        model.get(peer).clear();
      }
      if (step % 37 == 0) {
        out.drain(told);
      }
      if (step % 53 == 0) {
        drain(feed, fed);
      }
      if (step % 2999 == 0) {
        out.drain(told);
        drain(feed, fed);
        check(rib, model, six, told, fed);
      }
    }
    tables.forEach(AdjRibIn::clear);
    out.drain(told);
    drain(feed, fed);
    assertThat(told.known).isEmpty();
    assertThat(fed).isEmpty();
    assertThat(rib.size(family)).isZero();
    assertThat(rib.attributeSets()).isZero();
    assertThat(out.size()).isZero();
  }

  private static void drain(LocRib feed, Map<Prefix, Route> fed) {
    for (Optional<LocRib.Change> c = feed.poll(); c.isPresent(); c = feed.poll()) {
      LocRib.Change change = c.get();
      change
          .best()
          .ifPresentOrElse(r -> fed.put(change.prefix(), r), () -> fed.remove(change.prefix()));
    }
  }

  private static void check(
      Rib rib,
      List<Map<Prefix, PathAttributes>> model,
      boolean six,
      Told told,
      Map<Prefix, Route> fed) {
    int known = 0;
    for (int n = 0; n < 600; n++) {
      Prefix prefix = prefix(six, n);
      int shortest = Integer.MAX_VALUE;
      int routes = 0;
      for (Map<Prefix, PathAttributes> peer : model) {
        PathAttributes a = peer.get(prefix);
        if (a != null) {
          routes++;
          shortest = Math.min(shortest, a.asPath().length());
        }
      }
      assertThat(rib.routes(prefix)).hasSize(routes);
      Optional<BestPath.Choice> best = rib.best(prefix);
      assertThat(best.isPresent()).isEqualTo(routes > 0);
      if (best.isPresent()) {
        known++;
        assertThat(best.get().route().attributes().asPath().length()).isEqualTo(shortest);
        assertThat(told.known).containsEntry(prefix, best.get().route().attributes());
        assertThat(fed.get(prefix).source()).isEqualTo(best.get().route().source());
      }
    }
    assertThat(told.known).hasSize(known);
    assertThat(fed).hasSize(known);
  }

  @Test
  void prefixesThatShareAttributesLeaveTogether() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    for (int i = 0; i < 1000; i++) { // two sets of attributes, by turns
      in.announce(Nlri.of(prefix(false, i)), attributes(1 + (i % 2), false));
    }
    Told told = new Told(false);
    AdjRibOut out = rib.adjRibOut(AddressFamily.IPV4_UNICAST, 99, ALL, false);
    assertThat(out.drain(told)).isTrue();
    assertThat(told.begun).isEqualTo(2);
    assertThat(told.known).hasSize(1000);
    assertThat(rib.attributeSets()).isEqualTo(2);
  }

  @Test
  void aNeighbourWithoutRoomIsToldLaterAndOnlyTheLatest() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    Told told = new Told(false);
    told.room = 0;
    AdjRibOut out = rib.adjRibOut(AddressFamily.IPV4_UNICAST, 99, ALL, false);
    for (int round = 1; round <= 50; round++) {
      for (int i = 0; i < 100; i++) {
        in.announce(Nlri.of(prefix(false, i)), attributes(round, false));
      }
      assertThat(out.drain(told)).isFalse();
    }
    assertThat(out.pending()).isEqualTo(100);
    in.withdraw(Nlri.of(prefix(false, 7))); // never told: nothing to withdraw
    told.room = Integer.MAX_VALUE;
    assertThat(out.drain(told)).isTrue();
    assertThat(told.known).hasSize(99);
    assertThat(told.begun).isEqualTo(1);
  }

  @Test
  void whatIsToldAgainUnchangedIsNoChange() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    LocRib feed = rib.locRib(AddressFamily.IPV4_UNICAST);
    in.announce(Nlri.of(prefix(false, 1)), attributes(1, false));
    assertThat(feed.poll()).isPresent();
    in.announce(Nlri.of(prefix(false, 1)), attributes(1, false));
    assertThat(feed.poll()).isEmpty();
    in.announce(Nlri.of(prefix(false, 1)), attributes(2, false));
    assertThat(feed.poll()).isPresent();
  }

  @Test
  void aNeighbourIsNotToldItsOwnRoute() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    int number = rib.addSource(source(2));
    AdjRibIn in = rib.adjRibIn(AddressFamily.IPV4_UNICAST, number, ImportFilter.EVERYTHING);
    AdjRibOut out = rib.adjRibOut(AddressFamily.IPV4_UNICAST, number, ALL, false);
    rib.announce(prefix(false, 1), attributes(0, false));
    Told told = new Told(false);
    out.drain(told);
    assertThat(told.known).hasSize(1);
    rib.withdraw(prefix(false, 1));
    in.announce(Nlri.of(prefix(false, 1)), attributes(1, false));
    out.drain(told);
    assertThat(told.known).isEmpty();
  }

  @Test
  void staleRoutesStayUntilSweptOrToldAgain() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    in.announce(
        Nlri.of(prefix(false, 1), prefix(false, 2), prefix(false, 3)), attributes(1, false));
    in.markStale();
    assertThat(in.staleCount()).isEqualTo(3);
    in.announce(Nlri.of(prefix(false, 1)), attributes(1, false));
    in.withdraw(Nlri.of(prefix(false, 2)));
    assertThat(in.staleCount()).isEqualTo(1);
    in.sweep();
    assertThat(in.size()).isEqualTo(1);
    assertThat(rib.best(prefix(false, 1))).isPresent();
    assertThat(rib.best(prefix(false, 3))).isEmpty();
  }
}
