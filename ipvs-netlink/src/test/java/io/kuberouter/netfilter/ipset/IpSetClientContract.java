package io.kuberouter.netfilter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.KernelException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for the fake and for the kernel. */
abstract class IpSetClientContract {

  /** What a test does with a namespace without sets. */
  interface Body {
    void run(IpSetClient client) throws Exception;
  }

  abstract void with(Body body) throws Exception;

  /** {@return a set's entries as somebody else reads them: {@code ipset save}, without options} */
  abstract Set<String> saved(IpSetClient client, String set) throws Exception;

  /** Lets a rule name a set. */
  abstract void refer(IpSetClient client, String set) throws Exception;

  static SetEntry entry(String type, String text) {
    return SetEntryText.parse(type, text);
  }

  static int errno(IpSetClient client, SetChange change) throws Exception {
    return client.apply(List.of(change)).get(0).map(KernelException::errno).orElse(0);
  }

  static SetChange.Create create(String name, String type) {
    return new SetChange.Create(SetDefinition.builder(name, type).build());
  }

  @ParameterizedTest
  @CsvSource({
    "hash:ip, 4, 10.0.0.1, 10.0.0.2",
    "hash:ip, 6, fd00::1, fd00::2",
    "hash:net, 4, 10.0.0.0/8, 192.0.2.1",
    "hash:net, 6, fd00::/8, 2001:db8::1",
    "hash:ip;port, 4, 10.0.0.1;tcp:80, 10.0.0.1;udp:53",
    "hash:net;port, 6, fd00::/8;tcp:80, fd00::1;udp:53",
    "hash:ip;port;ip, 4, 10.0.0.1;tcp:80;10.0.0.2, 10.0.0.1;tcp:80;10.0.0.3",
    "hash:ip;port;net, 6, fd00::1;tcp:80;fd00::/8, fd00::1;tcp:80;fd01::/16"
  })
  void entriesAreAddedTestedReadAndDeleted(String kind, int family, String first, String second)
      throws Exception {
    String type = kind.replace(';', ',');
    String one = first.replace(';', ',');
    String two = second.replace(';', ',');
    with(
        client -> {
          SetDefinition set = SetDefinition.builder("s", type).ipv6(family == 6).build();
          client.execute(new SetChange.Create(set));
          client.execute(new SetChange.Create(set)); // counts as made
          assertThat(errno(client, new SetChange.Create(set, true))).isEqualTo(17);
          client.execute(new SetChange.Add("s", entry(type, one)));
          client.execute(new SetChange.Add("s", entry(type, one)));
          assertThat(errno(client, new SetChange.Add("s", entry(type, one), true))).isEqualTo(4103);
          client.execute(new SetChange.Add("s", entry(type, two)));
          assertThat(saved(client, "s")).isEqualTo(Set.of(one, two));
          ObservedSet observed = client.set("s").orElseThrow();
          assertThat(observed.entries())
              .extracting(SetEntryText::format)
              .containsExactlyInAnyOrder(one, two);
          assertThat(observed.elements()).isEqualTo(2);
          assertThat(client.test("s", entry(type, one))).isTrue();
          Set<SetEntry> streamed = new HashSet<>();
          client.forEachEntry("s", streamed::add);
          assertThat(streamed).isEqualTo(Set.copyOf(observed.entries()));
          client.execute(new SetChange.Delete("s", entry(type, one)));
          client.execute(new SetChange.Delete("s", entry(type, one)));
          assertThat(errno(client, new SetChange.Delete("s", entry(type, one), true)))
              .isEqualTo(4103);
          assertThat(client.test("s", entry(type, one))).isFalse();
          assertThat(saved(client, "s")).isEqualTo(Set.of(two));
          client.execute(new SetChange.Flush("s"));
          assertThat(saved(client, "s")).isEmpty();
          client.execute(new SetChange.Destroy("s"));
          assertThat(client.set("s")).isEmpty();
        });
  }

  @Test
  void networksAreCutRangesTakenApartAndExceptionsRespected() throws Exception {
    with(
        client -> {
          client.execute(create("n", "hash:net"));
          client.execute(new SetChange.Add("n", entry("hash:net", "10.1.2.3/8")));
          client.execute(
              new SetChange.Add(
                  "n", entry("hash:net", "10.1.0.0/16").toBuilder().nomatch(true).build()));
          client.execute(new SetChange.Add("n", entry("hash:net", "192.168.0.1-192.168.0.6")));
          assertThat(saved(client, "n"))
              .isEqualTo(
                  Set.of(
                      "10.0.0.0/8",
                      "10.1.0.0/16",
                      "192.168.0.1",
                      "192.168.0.2/31",
                      "192.168.0.4/31",
                      "192.168.0.6"));
          assertThat(client.test("n", entry("hash:net", "10.2.3.4"))).isTrue();
          assertThat(client.test("n", entry("hash:net", "10.1.3.4"))).isFalse();
          client.execute(create("i", "hash:ip"));
          client.execute(new SetChange.Add("i", entry("hash:ip", "10.0.0.0/30")));
          assertThat(saved(client, "i"))
              .isEqualTo(Set.of("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3"));
          client.execute(create("p", "hash:ip,port"));
          client.execute(new SetChange.Add("p", entry("hash:ip,port", "10.0.0.1,tcp:80-82")));
          assertThat(saved(client, "p"))
              .isEqualTo(Set.of("10.0.0.1,tcp:80", "10.0.0.1,tcp:81", "10.0.0.1,tcp:82"));
          client.execute(
              new SetChange.Create(SetDefinition.builder("m", "hash:ip").netmask(24).build()));
          client.execute(new SetChange.Add("m", entry("hash:ip", "10.0.0.7")));
          assertThat(saved(client, "m")).isEqualTo(Set.of("10.0.0.0"));
        });
  }

  @Test
  void entriesCarryWhatTheirSetAllows() throws Exception {
    with(
        client -> {
          SetDefinition rich =
              SetDefinition.builder("rich", "hash:ip")
                  .timeout(600_000)
                  .counters(true)
                  .comments(true)
                  .skbInfo(true)
                  .build();
          client.execute(new SetChange.Create(rich));
          client.execute(create("plain", "hash:ip"));
          SetEntry bare = entry("hash:ip", "10.0.0.1");
          SetEntry.SkbInfo info = new SetEntry.SkbInfo(0x11, 0xff, 0x0001_0010, 3);
          SetEntry full =
              bare.toBuilder()
                  .timeout(300_000)
                  .counters(7, 900)
                  .comment("office")
                  .skbInfo(info)
                  .build();
          client.execute(new SetChange.Add("rich", full));
          SetEntry observed = client.set("rich").orElseThrow().entries().get(0);
          assertThat(observed.timeout().orElseThrow()).isBetween(200_000L, 300_000L);
          assertThat(observed.packets()).hasValue(7);
          assertThat(observed.bytes()).hasValue(900);
          assertThat(observed.comment()).contains("office");
          assertThat(observed.skbInfo()).contains(info);
          client.execute(new SetChange.Add("rich", bare.toBuilder().timeout(0).build()));
          assertThat(client.set("rich").orElseThrow().entries().get(0).timeout()).hasValue(0);
          client.execute(new SetChange.Add("rich", entry("hash:ip", "10.0.0.2")));
          assertThat(client.set("rich").orElseThrow().entries())
              .filteredOn(e -> !e.identity().equals(bare))
              .extracting(e -> e.timeout().orElseThrow() > 500_000)
              .containsExactly(true); // the set's own

          assertThat(errno(client, new SetChange.Add("plain", bare.toBuilder().timeout(1).build())))
              .isEqualTo(4107);
          assertThat(
                  errno(
                      client, new SetChange.Add("plain", bare.toBuilder().counters(1, 1).build())))
              .isEqualTo(4111);
          assertThat(
                  errno(client, new SetChange.Add("plain", bare.toBuilder().comment("c").build())))
              .isEqualTo(4112);
          assertThat(
                  errno(client, new SetChange.Add("plain", bare.toBuilder().skbInfo(info).build())))
              .isEqualTo(4114);
        });
  }

  @Test
  void listsNameSetsInOrderAndHoldThem() throws Exception {
    with(
        client -> {
          client.execute(create("a", "hash:ip"));
          client.execute(create("b", "hash:net"));
          client.execute(create("c", "hash:ip"));
          client.execute(
              new SetChange.Create(SetDefinition.builder("l", "list:set").size(4).build()));
          client.execute(create("other", "list:set"));
          client.execute(new SetChange.Add("l", entry("list:set", "a")));
          client.execute(new SetChange.Add("l", entry("list:set", "c")));
          client.execute(
              new SetChange.Add(
                  "l", SetEntry.builder().set("b").place(new SetEntry.Place("c", true)).build()));
          assertThat(client.set("l").orElseThrow().entries())
              .extracting(SetEntryText::format)
              .containsExactly("a", "b", "c");
          assertThat(client.set("b").orElseThrow().references()).isEqualTo(1);
          assertThat(errno(client, new SetChange.Destroy("b"))).isEqualTo(4100);
          assertThat(errno(client, new SetChange.Rename("b", "z"))).isEqualTo(4108);
          assertThat(errno(client, new SetChange.Add("l", entry("list:set", "nosuch"))))
              .isEqualTo(4352);
          assertThat(errno(client, new SetChange.Add("l", entry("list:set", "other"))))
              .isEqualTo(4353);
          client.execute(new SetChange.Swap("a", "c")); // the list goes on naming both
          assertThat(client.set("a").orElseThrow().references()).isEqualTo(1);
          client.execute(new SetChange.Delete("l", entry("list:set", "b")));
          client.execute(new SetChange.Destroy("b"));
          client.execute(new SetChange.Flush("l"));
          client.execute(new SetChange.Destroy("a"));
          client.execute(new SetChange.Destroy("c"));
          assertThat(client.names()).containsExactlyInAnyOrder("l", "other");
        });
  }

  @Test
  void setsAreRenamedAndSwappedAsTheKernelAllows() throws Exception {
    with(
        client -> {
          client.execute(create("a", "hash:ip"));
          client.execute(create("b", "hash:ip"));
          client.execute(create("n", "hash:net"));
          client.execute(
              new SetChange.Create(SetDefinition.builder("six", "hash:ip").ipv6(true).build()));
          client.execute(new SetChange.Add("a", entry("hash:ip", "10.0.0.1")));
          client.execute(new SetChange.Swap("a", "b"));
          assertThat(saved(client, "b")).isEqualTo(Set.of("10.0.0.1"));
          assertThat(saved(client, "a")).isEmpty();
          assertThat(errno(client, new SetChange.Swap("a", "n"))).isEqualTo(4102);
          assertThat(errno(client, new SetChange.Swap("a", "six"))).isEqualTo(4102);
          assertThat(errno(client, new SetChange.Swap("a", "nosuch"))).isEqualTo(4101);
          assertThat(errno(client, new SetChange.Swap("nosuch", "a"))).isEqualTo(2);
          assertThat(errno(client, new SetChange.Rename("nosuch", "x"))).isEqualTo(2);
          assertThat(errno(client, new SetChange.Rename("a", "b"))).isEqualTo(4101);
          client.execute(new SetChange.Rename("a", "z"));
          refer(client, "z");
          assertThat(errno(client, new SetChange.Rename("z", "a"))).isEqualTo(4108);
          assertThat(errno(client, new SetChange.Destroy("z"))).isEqualTo(4100);
          client.execute(new SetChange.Swap("z", "b")); // the rule sees the other's entries
          assertThat(saved(client, "z")).isEqualTo(Set.of("10.0.0.1"));
          assertThat(client.set("z").orElseThrow().references()).isEqualTo(1);
          assertThat(client.set("b").orElseThrow().references()).isZero();
        });
  }

  @Test
  void whatTheKernelRefuses() throws Exception {
    with(
        client -> {
          assertThat(errno(client, create("x", "no:such"))).isEqualTo(4098);
          assertThat(errno(client, create("x", "bitmap:ip"))).isEqualTo(4097);
          client.execute(create("a", "hash:ip"));
          assertThat(errno(client, create("a", "hash:net"))).isEqualTo(17);
          assertThat(
                  errno(
                      client,
                      new SetChange.Create(
                          SetDefinition.builder("a", "hash:ip").maxElements(5).build())))
              .isEqualTo(17);
          assertThat(errno(client, new SetChange.Add("a", entry("hash:ip", "fd00::1"))))
              .isEqualTo(4097);
          assertThat(errno(client, new SetChange.Add("nosuch", entry("hash:ip", "10.0.0.1"))))
              .isEqualTo(2);
          assertThat(errno(client, new SetChange.Delete("nosuch", entry("hash:ip", "10.0.0.1"))))
              .isEqualTo(2);
          assertThat(errno(client, new SetChange.Flush("nosuch"))).isEqualTo(2);
          assertThat(errno(client, new SetChange.Destroy("nosuch"))).isZero();
          assertThat(errno(client, new SetChange.Destroy("nosuch", true))).isEqualTo(2);
          assertThatThrownBy(() -> client.test("nosuch", entry("hash:ip", "10.0.0.1")))
              .isInstanceOfSatisfying(
                  KernelException.class, e -> assertThat(e.isNotFound()).isTrue());
          assertThatThrownBy(() -> client.forEachEntry("nosuch", e -> {}))
              .isInstanceOfSatisfying(
                  KernelException.class, e -> assertThat(e.isNotFound()).isTrue());
          client.execute(
              new SetChange.Create(SetDefinition.builder("six", "hash:ip").ipv6(true).build()));
          assertThat(errno(client, new SetChange.Add("six", entry("hash:ip", "10.0.0.1"))))
              .isEqualTo(4097);
          client.execute(
              new SetChange.Create(
                  SetDefinition.builder("ports", "bitmap:port").range(10, 20).build()));
          assertThat(errno(client, new SetChange.Add("ports", entry("bitmap:port", "21"))))
              .isEqualTo(4352);
          client.execute(
              new SetChange.Create(SetDefinition.builder("small", "list:set").size(4).build()));
          for (int i = 0; i < 5; i++) {
            client.execute(create("s" + i, "hash:ip"));
            client.execute(new SetChange.Add("small", entry("list:set", "s" + i)));
          }
          assertThat(client.set("small").orElseThrow().elements()).isEqualTo(5); // its size is 4
        });
  }

  @Test
  void aRefusedLineOfABatchIsToldAndTheOthersAreMade() throws Exception {
    with(
        client -> {
          List<SetChange> changes = new ArrayList<>();
          changes.add(create("s", "hash:ip"));
          for (int i = 1; i <= 1000; i++) {
            String text = i == 500 ? "fd00::1" : "10.0." + (i >> 8) + "." + (i & 0xff);
            changes.add(new SetChange.Add("s", entry("hash:ip", text)));
          }
          List<Optional<KernelException>> results = client.apply(changes);
          assertThat(results).hasSize(1001);
          for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).isPresent()).as("line " + i).isEqualTo(i == 500);
          }
          assertThat(saved(client, "s")).hasSize(999);
          assertThat(client.set("s").orElseThrow().elements()).isEqualTo(999);
        });
  }

  @Test
  void headsAndNamesAreListedWithoutEntries() throws Exception {
    with(
        client -> {
          assertThat(client.protocol()).isBetween(6, 7);
          assertThat(client.names()).isEmpty();
          client.execute(create("a", "hash:ip"));
          client.execute(
              new SetChange.Create(
                  SetDefinition.builder("bits", "bitmap:ip")
                      .range(InetAddress.getByName("10.0.0.0"), InetAddress.getByName("10.0.0.255"))
                      .build()));
          client.execute(new SetChange.Add("a", entry("hash:ip", "10.0.0.1")));
          assertThat(client.names()).containsExactlyInAnyOrder("a", "bits");
          assertThat(client.heads())
              .allSatisfy(head -> assertThat(head.entries()).isEmpty())
              .extracting(head -> head.definition().name() + " " + head.elements())
              .containsExactlyInAnyOrder("a 1", "bits 0");
          ObservedSet a = client.set("a").orElseThrow();
          assertThat(a.definition().hashSize().orElseThrow()).isEqualTo(1024);
          assertThat(a.definition().maxElements()).hasValue(65536);
        });
  }

  /** Entries that are sent together must not be made again behind what depends on them. */
  @Test
  void aRefusedLineLeavesTheOrderAlone() throws Exception {
    with(
        client -> {
          SetEntry one = entry("hash:ip", "10.0.0.1");
          SetEntry two = entry("hash:ip", "10.0.0.2");
          SetEntry bad = entry("hash:ip", "fd00::1");
          List<Optional<KernelException>> results =
              client.apply(
                  List.of(
                      new SetChange.Add("a", one),
                      new SetChange.Add("a", two),
                      create("a", "hash:ip"),
                      create("b", "hash:ip"),
                      new SetChange.Add("a", bad),
                      new SetChange.Add("a", one),
                      new SetChange.Add("a", two),
                      new SetChange.Delete("a", one),
                      new SetChange.Delete("a", bad),
                      new SetChange.Swap("a", "b"),
                      new SetChange.Add("a", one)));
          assertThat(results.stream().map(r -> r.isPresent() ? 1 : 0).toList())
              .isEqualTo(List.of(1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0));
          assertThat(saved(client, "a")).isEqualTo(Set.of("10.0.0.1"));
          assertThat(saved(client, "b")).isEqualTo(Set.of("10.0.0.2"));
        });
  }

  @Test
  void anOptionOfAnotherTypeIsRefused() throws Exception {
    with(
        client -> {
          for (SetDefinition one :
              List.of(
                  SetDefinition.builder("x", "hash:ip").size(8).build(),
                  SetDefinition.builder("x", "hash:ip").range(1, 2).build(),
                  SetDefinition.builder("x", "hash:ip").markMask(1).build(),
                  SetDefinition.builder("x", "hash:net").netmask(24).build(),
                  SetDefinition.builder("x", "list:set").maxElements(8).build(),
                  SetDefinition.builder("x", "bitmap:port").range(1, 2).hashSize(64).build())) {
            assertThat(errno(client, new SetChange.Create(one))).as(one.toString()).isEqualTo(4097);
          }
          for (int bits : new int[] {0, 33}) {
            SetDefinition cut = SetDefinition.builder("x", "hash:ip").netmask(bits).build();
            assertThat(errno(client, new SetChange.Create(cut))).isEqualTo(4105);
          }
          SetDefinition bits =
              SetDefinition.builder("x", "bitmap:ip")
                  .ipv6(true)
                  .range(InetAddress.getByName("10.0.0.0"), InetAddress.getByName("10.0.0.9"))
                  .build();
          assertThat(errno(client, new SetChange.Create(bits))).isEqualTo(4098);
        });
  }

  @Test
  void whatIsBeyondABoundBecomesTheBound() throws Exception {
    with(
        client -> {
          client.execute(
              new SetChange.Create(
                  SetDefinition.builder("a", "hash:ip").timeout(4_294_967_295L).build()));
          SetEntry one = entry("hash:ip", "10.0.0.1");
          client.execute(new SetChange.Add("a", one.toBuilder().timeout(3_000_000).build()));
          ObservedSet a = client.set("a").orElseThrow();
          assertThat(a.definition().timeout()).hasValue(2_147_483);
          assertThat(a.entries().get(0).timeout().orElseThrow()).isBetween(2_100_000L, 2_147_483L);
          int[][] sizes = {{1, 2}, {5, 6}, {12, 12}, {255, 12}};
          for (int[] size : sizes) {
            client.execute(
                new SetChange.Create(
                    SetDefinition.builder("b", "hash:net").bucketSize(size[0]).build()));
            ObservedSet b = client.set("b").orElseThrow();
            assertThat(b.definition().bucketSize().orElse(size[1])).isEqualTo(size[1]);
            client.execute(new SetChange.Destroy("b"));
          }
          client.execute(
              new SetChange.Create(
                  SetDefinition.builder("p", "bitmap:port").ipv6(true).range(20, 15).build()));
          SetDefinition p = client.set("p").orElseThrow().definition();
          assertThat(p.firstPort()).hasValue(15);
          assertThat(p.lastPort()).hasValue(20);
          assertThat(p.ipv6()).isFalse(); // ports have no family
        });
  }

  @Test
  void aFullSetTakesNoMore() throws Exception {
    with(
        client -> {
          client.execute(
              new SetChange.Create(SetDefinition.builder("a", "hash:ip").maxElements(1).build()));
          SetEntry one = entry("hash:ip", "10.0.0.1");
          client.execute(new SetChange.Add("a", one));
          client.execute(new SetChange.Add("a", one));
          assertThat(errno(client, new SetChange.Add("a", entry("hash:ip", "10.0.0.2"))))
              .isEqualTo(4352);
          for (boolean force : new boolean[] {false, true}) {
            SetDefinition none =
                SetDefinition.builder("z" + force, "hash:net")
                    .maxElements(0)
                    .forceAdd(force)
                    .build();
            client.execute(new SetChange.Create(none));
            assertThat(errno(client, new SetChange.Add(none.name(), entry("hash:net", "10.0.0.1"))))
                .isEqualTo(4352);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"4, 10.0.0.1, 58, 1", "6, fd00::1, 1, 58"})
  void aProtocolWithoutPortsHasNone(int family, String text, int other, int own) throws Exception {
    with(
        client -> {
          client.execute(
              new SetChange.Create(
                  SetDefinition.builder("s", "hash:ip,port").ipv6(family == 6).build()));
          SetEntry.Builder bare = SetEntry.builder().address(InetAddress.getByName(text));
          for (int protocol : new int[] {other, own, 47, 132, 136}) {
            client.execute(new SetChange.Add("s", bare.port(protocol, 80).build()));
          }
          assertThat(client.set("s").orElseThrow().entries())
              .extracting(e -> e.protocol().getAsInt() + ":" + e.port().getAsInt())
              .containsExactlyInAnyOrder(other + ":0", own + ":80", "47:0", "132:80", "136:80");
          assertThat(errno(client, new SetChange.Add("s", bare.port(0, 80).build())))
              .isEqualTo(4354);
        });
  }

  @Test
  void anEntryThatItsTypeCannotHoldIsRefused() throws Exception {
    with(
        client -> {
          client.execute(create("i", "hash:ip"));
          client.execute(create("n", "hash:net"));
          client.execute(
              new SetChange.Create(SetDefinition.builder("six", "hash:ip").ipv6(true).build()));
          SetEntry one = entry("hash:ip", "10.0.0.1");
          SetEntry exception = one.toBuilder().nomatch(true).build();
          assertThat(errno(client, new SetChange.Add("i", exception))).isEqualTo(4097);
          for (int length : new int[] {0, 33}) {
            SetEntry net = one.toBuilder().length(length).build();
            assertThat(errno(client, new SetChange.Add("n", net))).isEqualTo(4104);
            SetEntry timed = net.toBuilder().timeout(1).build();
            assertThat(errno(client, new SetChange.Add("n", timed))).isEqualTo(4107);
          }
          SetEntry part =
              SetEntry.of(InetAddress.getByName("fd00::")).toBuilder().length(64).build();
          assertThat(errno(client, new SetChange.Add("six", part))).isEqualTo(4104);
          SetEntry range =
              SetEntry.of(InetAddress.getByName("fd00::1")).toBuilder()
                  .addressTo(InetAddress.getByName("fd00::3"))
                  .build();
          assertThat(errno(client, new SetChange.Add("six", range))).isEqualTo(4356);
        });
  }

  @Test
  void aListIsAskedToForgetOnlyWhatThereIs() throws Exception {
    with(
        client -> {
          client.execute(create("a", "hash:ip"));
          client.execute(create("b", "hash:ip"));
          client.execute(create("l", "list:set"));
          assertThat(errno(client, new SetChange.Delete("l", entry("list:set", "nosuch"))))
              .isEqualTo(4352);
          assertThat(errno(client, new SetChange.Delete("l", entry("list:set", "l"))))
              .isEqualTo(4353);
          assertThat(errno(client, new SetChange.Delete("l", entry("list:set", "a")))).isZero();
          assertThat(errno(client, new SetChange.Delete("l", entry("list:set", "a"), true)))
              .isEqualTo(4103);
          SetEntry.Builder placed = SetEntry.builder().set("a");
          assertThat(
                  errno(
                      client,
                      new SetChange.Add("l", placed.place(new SetEntry.Place("b", true)).build())))
              .isEqualTo(4357);
          assertThat(
                  errno(
                      client,
                      new SetChange.Add(
                          "l", placed.place(new SetEntry.Place("nosuch", false)).build())))
              .isEqualTo(4355);
        });
  }
}
