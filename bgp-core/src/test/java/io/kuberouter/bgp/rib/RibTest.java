package io.kuberouter.bgp.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.WellKnownCommunity;
import io.kuberouter.bgp.rib.RouteSource.Kind;
import java.util.ArrayList;
import java.util.Collections;
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

  /** Does all that waits to be done in parts. */
  private static void work(Rib rib) {
    while (rib.work()) {}
  }

  /** Rejects paths longer than a number of ASes. */
  private static ImportFilter upTo(int most) {
    return new ImportFilter() {
      @Override
      public boolean ignoresPrefixes() {
        return most % 2 == 0;
      }

      @Override
      public Optional<PathAttributes> apply(Supplier<Prefix> prefix, PathAttributes attributes) {
        return Optional.of(attributes).filter(a -> a.asPath().length() <= most);
      }
    };
  }

  /** Adds a MED. */
  private static ExportFilter med(int value, boolean shared) {
    return new ExportFilter() {
      @Override
      public boolean ignoresPrefixes() {
        return shared;
      }

      @Override
      public Optional<PathAttributes> apply(
          Supplier<Prefix> prefix,
          PathAttributes attributes,
          RouteSource source,
          boolean longLivedStale) {
        return Optional.of(attributes.with(new MultiExitDisc(value)));
      }
    };
  }

  /** Three neighbours and those that hear of them, with maps that say what there is to hear. */
  private static final class Tables {
    private final boolean six;
    private final Random random;
    private final Rib rib = new Rib(LOCAL, new DecisionOptions(false, false, true));
    private final AddressFamily family;
    private final List<Integer> numbers = new ArrayList<>();
    private final List<AdjRibIn> tables = new ArrayList<>();
    private final List<Map<Prefix, PathAttributes>> model = new ArrayList<>();
    private final List<Map<Prefix, PathAttributes>> stale = new ArrayList<>();
    private final int[] most = {9, 9, 9};
    private Told told;
    private AdjRibOut out;
    private int med = 1;
    private LocRib feed;
    private final Map<Prefix, Route> fed = new HashMap<>();
    private AdjRibInFeed monitored;
    private Told monitor;

    Tables(long seed) {
      random = new Random(seed);
      six = seed % 2 == 0;
      family = six ? AddressFamily.IPV6_UNICAST : AddressFamily.IPV4_UNICAST;
      told = new Told(six);
      monitor = new Told(six);
      for (int i = 0; i < 3; i++) {
        numbers.add(rib.addSource(source(i + 2)));
        tables.add(rib.adjRibIn(family, numbers.get(i), ImportFilter.EVERYTHING));
        model.add(new HashMap<>());
        stale.add(new HashMap<>());
      }
      out = rib.adjRibOut(family, 99, med(1, true), false);
      feed = rib.locRib(family);
      monitored = tables.get(0).feed(true, false);
    }

    private void change() {
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
      stale.get(peer).remove(prefix);
    }

    /** Something that concerns all routes of a neighbour, or all that is told. */
    private void changeMuch() {
      int peer = random.nextInt(3);
      switch (random.nextInt(9)) {
        case 0 -> {
          tables.get(peer).clear();
          model.get(peer).clear();
          stale.get(peer).clear();
        }
        case 1 -> {
          tables.get(peer).markStale();
          stale.get(peer).putAll(model.get(peer));
        }
        case 2 -> {
          tables.get(peer).sweep();
          model.get(peer).keySet().removeAll(stale.get(peer).keySet());
          stale.get(peer).clear();
        }
        case 3 -> {
          most[peer] = 1 + random.nextInt(4);
          tables.get(peer).refilter(upTo(most[peer]));
        }
        case 4 -> {
          med = random.nextInt(3);
          out.refilter(med(med, random.nextBoolean()));
        }
        case 5 -> out.refresh();
        case 6 -> {
          out.close();
          told = new Told(six);
          out = rib.adjRibOut(family, 99, med(med, random.nextBoolean()), false);
        }
        case 7 -> {
          feed.close();
          monitored.close();
          fed.clear();
          monitor = new Told(six);
          feed = rib.locRib(family);
          monitored = tables.get(0).feed(true, false);
        }
        default -> { // removed, and added again
          rib.removeSource(numbers.get(peer));
          numbers.set(peer, rib.addSource(source(peer + 2)));
          most[peer] = 9;
          tables.set(peer, rib.adjRibIn(family, numbers.get(peer), ImportFilter.EVERYTHING));
          model.get(peer).clear();
          stale.get(peer).clear();
          if (peer == 0) {
            monitored.close();
            monitor = new Told(six);
            monitored = tables.get(0).feed(true, false);
          }
        }
      }
    }

    private void hear() {
      out.drain(told);
      drain(feed, fed);
      monitored.drain(monitor);
    }

    private void step(int step) {
      change();
      if (random.nextInt(100) == 0) {
        changeMuch();
      }
      if (step % 3 == 0) {
        rib.work(random.nextInt(200)); // few of six hundred
      }
      if (random.nextInt(40) == 0) {
        hear();
      }
      for (int peer = 0; peer < 3; peer++) {
        assertThat(tables.get(peer).size()).isEqualTo(model.get(peer).size());
        assertThat(tables.get(peer).staleCount()).isEqualTo(stale.get(peer).size());
      }
      if (step % 999 == 0) {
        work(rib);
        hear();
        check();
      }
    }

    private void check() {
      int known = 0;
      for (int n = 0; n < 600; n++) {
        Prefix prefix = prefix(six, n);
        List<Integer> lengths = new ArrayList<>();
        for (int peer = 0; peer < 3; peer++) {
          int longest = most[peer];
          Optional.ofNullable(model.get(peer).get(prefix))
              .map(a -> a.asPath().length())
              .filter(length -> length <= longest)
              .ifPresent(lengths::add);
        }
        assertThat(rib.routes(prefix).stream().map(r -> r.attributes().asPath().length()))
            .containsExactlyInAnyOrderElementsOf(lengths);
        Optional<BestPath.Choice> best = rib.best(prefix);
        assertThat(best.isPresent()).isEqualTo(!lengths.isEmpty());
        if (best.isPresent()) {
          known++;
          PathAttributes chosen = best.get().route().attributes();
          assertThat(chosen.asPath().length()).isEqualTo(Collections.min(lengths));
          assertThat(told.known).containsEntry(prefix, chosen.with(new MultiExitDisc(med)));
          assertThat(fed.get(prefix).source()).isEqualTo(best.get().route().source());
        }
      }
      assertThat(told.known).hasSize(known);
      assertThat(fed).hasSize(known);
      Map<Prefix, PathAttributes> first = new HashMap<>(model.get(0));
      first.values().removeIf(a -> a.asPath().length() > most[0]);
      assertThat(monitor.known).isEqualTo(first);
    }

    private void end() {
      tables.forEach(AdjRibIn::clear);
      work(rib);
      hear();
      work(rib);
      assertThat(told.known).isEmpty();
      assertThat(fed).isEmpty();
      assertThat(monitor.known).isEmpty();
      assertThat(rib.size(family)).isZero();
      assertThat(rib.attributeSets()).isZero();
      assertThat(out.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyChangesEndWhereMapsEnd(long seed) {
    Tables tables = new Tables(seed);
    for (int step = 1; step < 20_000; step++) {
      tables.step(step);
    }
    tables.end();
  }

  @Test
  void aMonitorThatBeginsDoesNotHearOfWhatIsGoing() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    in.announce(Nlri.of(prefix(false, 1), prefix(false, 2)), attributes(1, false));
    in.clear();
    in.announce(Nlri.of(prefix(false, 2)), attributes(1, false));
    AdjRibInFeed feed = in.feed(false, false);
    in.touched(0);
    in.touched(1);
    Told told = new Told(false);
    assertThat(feed.drain(told)).isFalse(); // it has not begun
    assertThat(told.known).containsOnlyKeys(prefix(false, 2));
    work(rib);
    assertThat(feed.drain(told)).isTrue();
    assertThat(told.known).containsOnlyKeys(prefix(false, 2));
    assertThat(rib.size(AddressFamily.IPV4_UNICAST)).isEqualTo(1);
  }

  @Test
  void aLastResortIsWhatWasStaleWhenItWasMarked() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    PathAttributes never =
        attributes(1, false).with(new Communities(List.of(WellKnownCommunity.NO_LLGR.community())));
    for (int n = 0; n < 100; n++) {
      in.announce(Nlri.of(prefix(false, n)), n % 10 == 9 ? never : attributes(1, false));
    }
    in.markStale();
    in.markLongLivedStale();
    assertThat(rib.work(Chores.CHANGE * 20)).isTrue(); // the last twenty
    in.announce(Nlri.of(prefix(false, 1), prefix(false, 95)), attributes(1, false));
    in.markStale(); // a refresh begins
    assertThat(in.staleCount()).isEqualTo(98);
    work(rib);
    assertThat(in.size()).isEqualTo(90);
    for (int n = 0; n < 100; n++) {
      boolean anew = n == 1 || n == 95;
      assertThat(rib.routes(prefix(false, n)).stream().map(Route::longLivedStale).toList())
          .isEqualTo(n % 10 == 9 ? List.of() : List.of(!anew));
    }
    in.sweep();
    work(rib);
    assertThat(rib.size(AddressFamily.IPV4_UNICAST)).isZero();
    assertThat(rib.attributeSets()).isZero();
  }

  @Test
  void generationsDoNotRunOut() {
    Rib rib = new Rib(LOCAL, DecisionOptions.USUAL);
    AdjRibIn in =
        rib.adjRibIn(AddressFamily.IPV4_UNICAST, rib.addSource(source(2)), ImportFilter.EVERYTHING);
    for (int n = 0; n < 1000; n++) { // each refresh begins and none ends
      in.announce(Nlri.of(prefix(false, n)), attributes(1, false));
      in.markStale();
      assertThat(in.staleCount()).isEqualTo(n + 1);
    }
    in.announce(Nlri.of(prefix(false, 7)), attributes(1, false));
    in.sweep();
    work(rib);
    assertThat(rib.size(AddressFamily.IPV4_UNICAST)).isEqualTo(1);
    assertThat(rib.best(prefix(false, 7))).isPresent();
  }

  private static void drain(LocRib feed, Map<Prefix, Route> fed) {
    for (Optional<LocRib.Change> c = feed.poll(); c.isPresent(); c = feed.poll()) {
      LocRib.Change change = c.get();
      change
          .best()
          .ifPresentOrElse(r -> fed.put(change.prefix(), r), () -> fed.remove(change.prefix()));
    }
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
    work(rib);
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
    work(rib);
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
    work(rib);
    assertThat(rib.best(prefix(false, 1))).isPresent();
    assertThat(rib.best(prefix(false, 3))).isEmpty();
  }
}
