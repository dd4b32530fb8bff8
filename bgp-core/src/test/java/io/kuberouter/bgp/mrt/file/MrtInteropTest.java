package io.kuberouter.bgp.mrt.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.Command;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.message.UpdateMessage.Announcement;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.Bgp4mpSession;
import io.kuberouter.bgp.mrt.Bgp4mpStateChange;
import io.kuberouter.bgp.mrt.MrtPeer;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.PeerIndexTable;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.codec.MrtMessages;
import io.kuberouter.bgp.mrt.codec.MrtRoutes;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bgpdump and mrtparse read what we write; we read what BIRD writes. */
class MrtInteropTest {

  private static final long TIME = 1_471_000_000; // 2016-08-12 11:06:40

  @TempDir private Path folder;

  private static String run(String... command) throws Exception {
    return Command.run(List.of(command)).output();
  }

  private static PathAttributes attributes(String hop) {
    return PathAttributes.of(
        Origin.IGP,
        AsPath.sequence(4_200_000_000L, 65001),
        new NextHop(IpAddresses.parse(hop)),
        new Communities(List.of(Community.of(64512, 7))));
  }

  private static MrtRecord rib(int sequence, boolean addPath, String prefix, String hop) {
    OctetString attributes = MrtRoutes.attributes(attributes(hop));
    int peer = hop.contains(":") ? 1 : 0;
    return new MrtRecord(
        TIME,
        new RibRecord(
            false,
            addPath,
            sequence,
            Prefix.parse(prefix),
            List.of(new RibEntry(peer, TIME, addPath ? 9 : 0, attributes))));
  }

  private static Bgp4mpSession session() {
    return new Bgp4mpSession(
        4_200_000_000L,
        64512,
        0,
        IpAddresses.parse("192.0.2.2"),
        IpAddresses.parse("192.0.2.1"),
        true);
  }

  private static Bgp4mpMessage message(UpdateMessage update) {
    return new Bgp4mpMessage(
        session(),
        false,
        false,
        OctetString.of(MessageCodec.encode(update, MrtMessages.session(true, false))));
  }

  private Path written(boolean addPath) throws Exception {
    Path file = folder.resolve("ours.mrt");
    try (MrtWriter out = MrtWriter.create(file)) {
      out.write(
          new MrtRecord(
              TIME,
              new PeerIndexTable(
                  BgpIdentifier.parse("10.0.0.1"),
                  OctetString.parseHex("7669657731"), // view1
                  List.of(
                      new MrtPeer(
                          BgpIdentifier.parse("10.0.0.2"),
                          IpAddresses.parse("192.0.2.2"),
                          4_200_000_000L,
                          true),
                      new MrtPeer(
                          BgpIdentifier.parse("10.0.0.3"),
                          IpAddresses.parse("2001:db8::2"),
                          65003,
                          false)))));
      out.write(rib(0, false, "198.51.100.0/24", "192.0.2.9"));
      out.write(rib(1, false, "2001:db8:51::/48", "2001:db8::9"));
      UpdateMessage update =
          new UpdateMessage(
              Nlri.of(Prefix.parse("203.0.113.0/24")),
              attributes("192.0.2.9"),
              Nlri.of(Prefix.parse("198.51.100.128/25")));
      out.write(new MrtRecord(TIME, message(update)));
      out.write(new MrtRecord(TIME, new Bgp4mpStateChange(session(), 6, 1)));
      if (!addPath) { // mrtparse 1.6 cannot read microseconds, bgpdump 1.6 no path identifiers
        out.write(new MrtRecord(TIME, 250_000, true, message(update)));
      } else {
        out.write(rib(2, true, "198.51.101.0/24", "192.0.2.9"));
        out.write(rib(3, true, "2001:db8:52::/48", "2001:db8::9"));
      }
    }
    return file;
  }

  @Test
  void bgpdumpReadsWhatWeWrite() throws Exception {
    Command.needs("/usr/bin/bgpdump");
    List<String> lines = run("/usr/bin/bgpdump", "-m", written(false).toString()).lines().toList();
    assertThat(lines)
        .contains(
            "TABLE_DUMP2|1471000000|B|192.0.2.2|4200000000|198.51.100.0/24|4200000000 65001|IGP"
                + "|192.0.2.9|0|0|64512:7|NAG||",
            "TABLE_DUMP2|1471000000|B|2001:db8::2|65003|2001:db8:51::/48|4200000000 65001|IGP"
                + "|2001:db8::9|0|0|64512:7|NAG||",
            "BGP4MP|1471000000|W|192.0.2.2|4200000000|203.0.113.0/24",
            "BGP4MP|1471000000|A|192.0.2.2|4200000000|198.51.100.128/25|4200000000 65001|IGP"
                + "|192.0.2.9|0|0|64512:7|NAG||",
            "BGP4MP_ET|1471000000.250000|W|192.0.2.2|4200000000|203.0.113.0/24",
            "BGP4MP|1471000000|STATE|192.0.2.2|4200000000|6|1");
  }

  @Test
  void mrtparseReadsWhatWeWrite() throws Exception {
    Command.needs("/usr/lib/python3/dist-packages/mrtparse");
    String json =
        run(
            "/usr/bin/python3",
            "-c",
            "import mrtparse, json, sys\n"
                + "def d(o):\n"
                + "  return {n: getattr(o, n, None) for c in type(o).__mro__"
                + " for n in getattr(c, '__slots__', []) if n not in ('buf', 'f')}\n"
                + "for e in mrtparse.Reader(sys.argv[1]): print(json.dumps(e.mrt, default=d))",
            written(true).toString());
    assertThat(json.lines()).hasSize(7).allMatch(l -> l.contains("\"err\": null"));
    assertThat(json)
        .contains("\"view\": \"view1\"")
        .contains("\"bgp_id\": \"10.0.0.3\", \"ip\": \"2001:db8::2\", \"asn\": \"65003\"")
        .contains("\"seq\": 0, \"plen\": 24, \"prefix\": \"198.51.100.0\"")
        .contains("\"seq\": 1, \"plen\": 48, \"prefix\": \"2001:db8:51::\"")
        .contains("\"path_id\": 9")
        .contains("\"nlen\": 16, \"next_hop\": [\"2001:db8::9\"]")
        .contains("[\"4200000000\", \"65001\"]")
        .contains("\"old_state\": 6, \"new_state\": 1");
  }

  /** A session with itself: only routes that came by BGP have all that an attribute has. */
  private static final String BIRD =
      """
      router id 10.18.0.2;
      log stderr all;
      ipv4 table t4;
      ipv6 table t6;
      protocol device {}
      protocol static { ipv4;
        route 198.51.100.0/24 blackhole { bgp_path.prepend(4200000000); };
        route 203.0.113.128/25 blackhole { bgp_path.prepend(4200000000); };
      }
      protocol static { ipv6;
        route 2001:db8:51::/48 blackhole { bgp_path.prepend(4200000000); };
      }
      filter ours { bgp_community.add((64512, 7)); accept; }
      template bgp one { strict bind; multihop; connect delay time 1; connect retry time 1; }
      protocol bgp sender from one {
        local 127.0.18.51 port %3$d as 65001;
        neighbor 127.0.18.52 port %4$d as 64512;
        ipv4 { import none; export filter ours; next hop address 192.0.2.9; };
        ipv6 { import none; export filter ours; next hop address 2001:db8::9; };
      }
      protocol bgp receiver from one {
        local 127.0.18.52 port %4$d as 64512;
        neighbor 127.0.18.51 port %3$d as 65001;
        ipv4 { table t4; import all; export none; };
        ipv6 { table t6; import all; export none; };
      }
      protocol mrt { table "t4"; filename "%1$s"; period 1; always add path %2$s; }
      protocol mrt { table "t6"; filename "%1$s"; period 1; always add path %2$s; }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes"})
  void weReadWhatBirdWrites(String addPath) throws Exception {
    Command.needs("/usr/sbin/bird");
    Path config = folder.resolve("bird.conf");
    String dump = folder.resolve("%N.mrt").toString();
    Files.writeString(
        config,
        BIRD.formatted(dump, addPath, FreePort.on("127.0.18.51"), FreePort.on("127.0.18.52")));
    Process bird =
        new ProcessBuilder(
                "/usr/sbin/bird",
                "-f",
                "-c",
                config.toString(),
                "-s",
                folder.resolve("c").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    List<String> read = new ArrayList<>();
    try {
      Await.until(
          "three prefixes are there",
          () -> {
            read.clear();
            read.addAll(prefixes("t4", addPath.equals("yes")));
            read.addAll(prefixes("t6", addPath.equals("yes")));
            return read.size() == 3;
          });
    } finally {
      bird.destroy();
      bird.waitFor();
    }
    assertThat(read)
        .as(Files.readString(folder.resolve("log")))
        .containsExactlyInAnyOrder("198.51.100.0/24", "203.0.113.128/25", "2001:db8:51::/48");
  }

  /** What is there of a dump that may still be written. */
  private List<String> prefixes(String table, boolean addPath) throws Exception {
    Path file = folder.resolve(table + ".mrt");
    List<String> read = new ArrayList<>();
    if (!Files.exists(file) || Files.size(file) == 0) {
      return read;
    }
    try (MrtReader reader = MrtReader.open(file)) {
      Optional<MrtRecord> first = reader.read();
      assertThat(first.orElseThrow().body()).isInstanceOf(PeerIndexTable.class);
      for (Optional<MrtRecord> r = reader.read(); r.isPresent(); r = reader.read()) {
        if (r.get().body() instanceof RibRecord rib && read.size() < 2) {
          assertThat(rib.addPath()).isEqualTo(addPath);
          DecodedUpdate update = MrtRoutes.update(rib, rib.entries().get(0));
          assertThat(update.faults()).isEmpty();
          Announcement route = update.announcements().get(0);
          assertThat(route.attributes())
              .isEqualTo(
                  attributes(rib.prefix().isIpv6() ? "2001:db8::9" : "192.0.2.9")
                      .with(AsPath.sequence(65001, 4_200_000_000L))
                      .with(new LocalPref(100)));
          read.add(route.nlri().prefixes().get(0).toString());
        }
      }
    }
    return read.stream().distinct().toList();
  }
}
