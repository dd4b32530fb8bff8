package io.kuberouter.netfilter.ipset;

import static io.kuberouter.netlink.Captured.content;
import static io.kuberouter.netlink.Captured.flags;
import static io.kuberouter.netlink.Captured.type;
import static io.kuberouter.netlink.Mutations.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netfilter.ipset.codec.IpSetCodec;
import io.kuberouter.netfilter.ipset.testkit.FakeIpSetClient;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.Captured;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.Mutations;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bytes of {@code ipset} and of Linux 6.18, read and written by us. */
class IpSetCaptureTest {

  private static final IpSetCodec CODEC = new IpSetCodec(IpSetCodec.HIGHEST_PROTOCOL);

  /** The line of a restored file: the tool's own. */
  private static final int LINENO = 9;

  private static List<Captured> all() throws Exception {
    return Captured.read(IpSetCaptureTest.class, "ipset-7.17.hex");
  }

  private static Captured of(String command) throws Exception {
    return all().stream()
        .filter(captured -> captured.command().equals("ipset " + command))
        .findFirst()
        .orElseThrow();
  }

  private static SetChange.Add add(String set, SetEntry entry) {
    return new SetChange.Add(set, entry, true);
  }

  private static SetChange.Create create(SetDefinition.Builder builder) {
    return new SetChange.Create(builder.build(), true);
  }

  /** What the tool was told, as it was told, in our words. */
  private static Map<String, SetChange> changes() throws Exception {
    Map<String, SetChange> all = new LinkedHashMap<>();
    SetEntry one = SetEntryText.parse("hash:ip", "10.0.0.1");
    all.put("create a hash:ip", create(SetDefinition.builder("a", "hash:ip")));
    all.put(
        "create b hash:net family inet6 timeout 600 hashsize 2048 maxelem 1000 counters comment"
            + " skbinfo forceadd",
        create(
            SetDefinition.builder("b", "hash:net")
                .ipv6(true)
                .timeout(600)
                .hashSize(2048)
                .maxElements(1000)
                .counters(true)
                .comments(true)
                .skbInfo(true)
                .forceAdd(true)));
    all.put(
        "create c bitmap:port range 1000-2000",
        create(SetDefinition.builder("c", "bitmap:port").range(1000, 2000)));
    all.put(
        "create d bitmap:ip range 10.0.0.0/24",
        create(
            SetDefinition.builder("d", "bitmap:ip")
                .range(InetAddress.getByName("10.0.0.0"), InetAddress.getByName("10.0.0.255"))));
    all.put("create l list:set size 4", create(SetDefinition.builder("l", "list:set").size(4)));
    all.put("add a 10.0.0.1", add("a", one));
    all.put("-exist add a 10.0.0.1", new SetChange.Add("a", one));
    all.put(
        "add b fd00::/64 timeout 300 packets 7 bytes 900 comment office skbmark 0x11/0xff skbprio"
            + " 1:10 skbqueue 3",
        add(
            "b",
            SetEntryText.parse("hash:net", "fd00::/64").toBuilder()
                .timeout(300)
                .counters(7, 900)
                .comment("office")
                .skbInfo(new SetEntry.SkbInfo(0x11, 0xff, 0x0001_0010, 3))
                .build()));
    all.put(
        "add b fd00::1 nomatch",
        add("b", SetEntryText.parse("hash:net", "fd00::1").toBuilder().nomatch(true).build()));
    all.put("add c 1234-1240", add("c", SetEntryText.parse("bitmap:port", "1234-1240")));
    all.put("add l a", add("l", SetEntryText.parse("list:set", "a")));
    all.put(
        "add l c before a",
        add("l", SetEntry.builder().set("c").place(new SetEntry.Place("a", true)).build()));
    all.put("add l nosuch", add("l", SetEntryText.parse("list:set", "nosuch")));
    all.put("destroy a", new SetChange.Destroy("a", true));
    all.put("rename a z", new SetChange.Rename("a", "z"));
    all.put("swap a b", new SetChange.Swap("a", "b"));
    all.put("rename d dd", new SetChange.Rename("d", "dd"));
    all.put("rename dd b", new SetChange.Rename("dd", "b"));
    all.put("del l a", new SetChange.Delete("l", SetEntryText.parse("list:set", "a"), true));
    all.put("swap a m", new SetChange.Swap("a", "m"));
    all.put("del a 10.0.0.1", new SetChange.Delete("a", one, true));
    all.put("flush b", new SetChange.Flush("b"));
    all.put("destroy nosuch", new SetChange.Destroy("nosuch", true));
    return all;
  }

  /** A message's attributes whatever their order, without the tool's line numbers. */
  private static Set<String> attributes(AttributeReader in) throws WireFormatException {
    in.skip(4);
    return attributes(in, "");
  }

  private static Set<String> attributes(AttributeReader in, String path)
      throws WireFormatException {
    Set<String> found = new TreeSet<>();
    while (in.next()) {
      String name = path + "/" + in.type();
      boolean inData = path.equals("/7");
      if (inData && in.type() == LINENO) {
        continue;
      }
      boolean address = in.type() == 1 || in.type() == 2 || in.type() == 20 || in.type() == 22;
      boolean sizeOfATable = inData && in.type() == 20 && in.length() == 1;
      if (in.type() == 7 && path.isEmpty()) {
        found.addAll(attributes(in.nested(), name));
      } else if (inData && address && !sizeOfATable) {
        found.addAll(attributes(in.nested(), name));
      } else {
        found.add(name + "=" + HexFormat.of().formatHex(in.bytes()));
      }
    }
    return found;
  }

  @Test
  void everyChangeHoldsTheAttributesOfTheTools() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    for (Map.Entry<String, SetChange> change : changes().entrySet()) {
      Captured captured = of(change.getKey());
      byte[] theirs = captured.sent().get(captured.sent().size() - 1);
      Set<String> expected = attributes(content(theirs));
      int revision = 0;
      for (String attribute : expected) {
        if (attribute.startsWith("/4=")) {
          revision = Integer.parseInt(attribute.substring(3), 16);
        }
      }
      NetlinkMessage ours = CODEC.encode(change.getValue(), revision);
      assertThat(ours.type()).isEqualTo(type(theirs));
      if (change.getKey().matches("(-exist )?(create|destroy|add|del) .*")) {
        assertThat(ours.flags()).as(change.getKey()).isEqualTo(flags(theirs) & 0x200);
      }
      Set<String> found = attributes(reader(ours.payload()));
      if (change.getKey().startsWith("create d ")) { // the tool names the range by its length
        assertThat(expected.remove("/7/3=18") && found.remove("/7/2/1=0a0000ff")).isTrue();
      }
      assertThat(found).as(change.getKey()).isEqualTo(expected);
      seen.add(change.getValue().getClass());
    }
    assertThat(seen).isEqualTo(Set.of(SetChange.class.getPermittedSubclasses()));
  }

  @Test
  void questionsAreThoseOfTheTool() throws Exception {
    Map<String, NetlinkMessage> questions =
        Map.of(
            "list a", CODEC.list("a"),
            "-terse list", CODEC.heads(),
            "-name list", CODEC.names(),
            "test a 10.0.0.1", CODEC.test("a", SetEntryText.parse("hash:ip", "10.0.0.1")));
    for (Map.Entry<String, NetlinkMessage> question : questions.entrySet()) {
      Captured captured = of(question.getKey());
      byte[] theirs = captured.sent().get(captured.sent().size() - 1);
      assertThat(question.getValue().type()).isEqualTo(type(theirs));
      assertThat(attributes(reader(question.getValue().payload())))
          .as(question.getKey())
          .isEqualTo(attributes(content(theirs)));
    }
    byte[] protocol = of("list a").sent().get(0);
    assertThat(IpSetCodec.protocol().type()).isEqualTo(type(protocol));
    assertThat(attributes(reader(IpSetCodec.protocol().payload())))
        .isEqualTo(attributes(content(protocol)));
    assertThat(IpSetCodec.decodeProtocol(content(of("list a").received().get(0)))).isEqualTo(7);
    byte[] kind = of("create a hash:ip").received().get(1);
    assertThat(IpSetCodec.decodeRevision(content(kind))).isEqualTo(6);
  }

  /** The whole conversation, taken by the fake: it refuses what the kernel refused. */
  @Test
  void theFakeAnswersAsTheKernelDid() throws Exception {
    Map<String, SetChange> changes = changes();
    int refused = 0;
    try (FakeIpSetClient fake = new FakeIpSetClient()) {
      for (Captured captured : all()) {
        SetChange change = changes.get(captured.command().substring("ipset ".length()));
        if (change != null) {
          int errno = fake.apply(List.of(change)).get(0).map(KernelException::errno).orElse(0);
          assertThat(errno)
              .as(captured.command())
              .isEqualTo(captured.refusal().isEmpty() ? 0 : Integer.parseInt(captured.refusal()));
          refused += errno == 0 ? 0 : 1;
        }
      }
      assertThat(refused).isGreaterThan(8);
      assertThat(fake.names()).containsExactlyInAnyOrder("b", "c", "dd", "l");
    }
  }

  @Test
  void listsAreReadWithHeadsAndEntries() throws Exception {
    List<IpSetCodec.Part> parts = parts("list b");
    ObservedSet head = parts.get(0).head().orElseThrow();
    assertThat(head.definition().toBuilder().bucketSize(12).build())
        .isEqualTo(
            ((SetChange.Create) changes().values().toArray()[1])
                .definition().toBuilder().bucketSize(12).build());
    assertThat(head.elements()).isEqualTo(2);
    List<SetEntry> entries = new ArrayList<>();
    parts.forEach(part -> entries.addAll(part.entries()));
    assertThat(entries).hasSize(2);
    SetEntry office =
        entries.stream().filter(entry -> entry.comment().isPresent()).findFirst().orElseThrow();
    assertThat(SetEntryText.format(office)).isEqualTo("fd00::/64");
    assertThat(office.comment()).contains("office");
    assertThat(office.packets()).hasValue(7);
    assertThat(office.bytes()).hasValue(900);
    assertThat(office.timeout().orElseThrow()).isBetween(290L, 300L);
    assertThat(office.skbInfo()).contains(new SetEntry.SkbInfo(0x11, 0xff, 0x0001_0010, 3));
    assertThat(entries).extracting(SetEntry::nomatch).containsExactlyInAnyOrder(true, false);

    assertThat(parts("-name list"))
        .extracting(IpSetCodec.Part::set)
        .containsExactlyInAnyOrder("a", "b", "c", "d", "l");
    assertThat(parts("-terse list"))
        .allSatisfy(
            part -> {
              assertThat(part.head()).isPresent();
              assertThat(part.entries()).isEmpty();
            });
  }

  private static List<IpSetCodec.Part> parts(String command) throws Exception {
    List<IpSetCodec.Part> parts = new ArrayList<>();
    for (byte[] message : of(command).received()) {
      if (type(message) == 0x607) { // IPSET_CMD_LIST
        parts.add(IpSetCodec.decode(content(message)));
      }
    }
    return parts;
  }

  @Test
  void cutAndChangedBytesEndInTheDeclaredExceptionOnly() throws Exception {
    List<byte[]> samples = new ArrayList<>();
    Set<Integer> lengths = new HashSet<>();
    for (Captured captured : all()) {
      for (byte[] message : captured.received()) {
        byte[] bytes = content(message).rest();
        samples.add(bytes);
        if (lengths.add(bytes.length)) {
          Mutations.everyCutAndByte(bytes, IpSetCodec::decode);
          Mutations.everyCutAndByte(bytes, IpSetCodec::decodeProtocol);
          Mutations.everyCutAndByte(bytes, IpSetCodec::decodeRevision);
        }
      }
    }
    assertThat(lengths).hasSizeGreaterThan(5);
    assertThat(Mutations.random(samples, IpSetCodec::decode, 5, 5)).isPositive();
  }
}
