package io.kuberouter.ipvs;

import static io.kuberouter.netlink.Mutations.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.codec.ChangeCodec;
import io.kuberouter.ipvs.codec.DaemonCodec;
import io.kuberouter.ipvs.codec.InfoCodec;
import io.kuberouter.ipvs.codec.QueryCodec;
import io.kuberouter.ipvs.codec.RealServerCodec;
import io.kuberouter.ipvs.codec.ServiceCodec;
import io.kuberouter.ipvs.codec.TimeoutsCodec;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.netlink.Captured;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.Mutations;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bytes of {@code ipvsadm} and of Linux 6.1, read and written by us. */
class IpvsCaptureTest {

  private static final String FILE = "ipvsadm-1.31.hex";
  private static final Set<Integer> CHANGES = Set.of(1, 2, 3, 5, 6, 7, 9, 10, 12, 16, 17);
  private static final Map<String, Integer> ERRNO =
      Map.of("ENOENT", 2, "ESRCH", 3, "EEXIST", 17, "ENODEV", 19, "EINVAL", 22);

  private static List<Captured> all() throws IOException {
    return Captured.read(IpvsCaptureTest.class, FILE);
  }

  private static List<byte[]> received(int command) throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (Captured captured : all()) {
      captured.received().stream().filter(bytes -> bytes[0] == command).forEach(found::add);
    }
    return found;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] encode(IpvsChange change) {
    AttributeWriter out = new AttributeWriter();
    ChangeCodec.encode(change, out);
    return out.toBytes();
  }

  /** From {@code IPVS_CMD_ATTR_DEST} on; for a service's deletion the tool writes more than us. */
  private static String comparable(byte[] message) {
    int command = message[0];
    if (command >= 5 && command <= 7) {
      int service = 4 + ((message[4] & 0xff) | ((message[5] & 0xff) << 8));
      String server = hex(message).substring(2 * service);
      // to delete one, its key is enough: family, address, port
      return command == 7 ? server.substring(8, 8 + (2 * (8 + 20 + 8))) : server;
    } else if (command == 3 || (command == 16 && message.length > 4)) {
      return hex(message).substring(16, 16 + (2 * (8 + 8 + 20 + 8)));
    } else if (command == 10) {
      return hex(message).substring(16, 32);
    }
    return hex(message);
  }

  @Test
  void everyChangeOfTheToolIsReadAsItsCommandAndWrittenWithTheSameBytes() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    for (Captured captured : all()) {
      for (byte[] sent : captured.sent()) {
        if (CHANGES.contains((int) sent[0])) {
          IpvsChange change = ChangeCodec.decode(reader(sent));
          assertThat(IpvsadmSave.command(change)).isEqualTo(captured.command());
          assertThat(comparable(encode(change))).as(captured.command()).isEqualTo(comparable(sent));
          assertThat(ChangeCodec.decode(reader(encode(change)))).isEqualTo(change);
          seen.add(change.getClass());
        }
      }
    }
    assertThat(seen).isEqualTo(Set.of(IpvsChange.class.getPermittedSubclasses()));
  }

  @Test
  void everyQuestionIsThatOfTheTool() throws Exception {
    Set<String> sent =
        all().stream()
            .flatMap(c -> c.sent().stream())
            .map(IpvsCaptureTest::hex)
            .collect(Collectors.toSet());
    ServiceKey address =
        new ServiceKey.ByAddress(InetAddress.getByName("fd00::1"), Protocol.TCP, 80);
    assertThat(sent)
        .contains(
            hex(QueryCodec.services()),
            hex(QueryCodec.servers(address)),
            hex(QueryCodec.servers(new ServiceKey.ByMark(true, 6))),
            hex(QueryCodec.daemons()),
            hex(QueryCodec.timeouts()),
            hex(QueryCodec.info()));
    // the tool never asks for one service; the kernel reads the same key as for its servers
    assertThat(hex(QueryCodec.service(address)).substring(2))
        .isEqualTo(hex(QueryCodec.servers(address)).substring(2));
  }

  @Test
  void theServicesOfADumpAreThoseThatWereMade() throws Exception {
    List<ObservedService> services = new ArrayList<>();
    for (byte[] bytes : received(1)) {
      services.add(ServiceCodec.decode(reader(bytes)).orElseThrow());
    }
    assertThat(services)
        .extracting(s -> "ipvsadm -A " + IpvsadmSave.service(s.service()))
        .containsExactlyInAnyOrder(
            "ipvsadm -A -t 10.0.0.1:80 -s lc", // changed since
            "ipvsadm -A -u 10.0.0.1:53 -s wlc -p 360 -M 255.255.255.0",
            "ipvsadm -A -u 10.0.0.1:5060 -s wrr -p 100 --pe sip -o",
            "ipvsadm -A --sctp-service 10.0.0.2:9 -s sh -b sh-fallback,sh-port",
            "ipvsadm -A -t [fd00::1]:80 -s mh -p 10800 -M 64 -b mh-port",
            "ipvsadm -A -f 5 -s lc -b flag-1,flag-3",
            "ipvsadm -A -f 6 -6 -s lc");
    assertThat(services)
        .filteredOn(s -> s.stats().connections() > 0)
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.service().key().toString()).isEqualTo("10.0.0.1:53/udp");
              assertThat(s.stats().packetsIn()).isEqualTo(10);
              assertThat(s.stats().bytesIn()).isEqualTo(340); // 20 + 8 + "hello\n", ten times
            });
  }

  @Test
  void theServersOfADumpAreThoseThatWereMade() throws Exception {
    List<ObservedRealServer> servers = new ArrayList<>();
    for (byte[] bytes : received(5)) {
      servers.add(RealServerCodec.decode(reader(bytes), false));
    }
    assertThat(servers)
        .extracting(s -> IpvsadmSave.server(s.server()))
        .containsExactlyInAnyOrder(
            "-r 10.1.0.1:8080 -m -w 7", // changed since
            "-r 10.1.0.3:80 -i -w 1 --tun-type gue --tun-port 5555 --tun-remcsum",
            "-r 10.1.0.4:80 -i -w 1 --tun-type gre --tun-csum",
            "-r 10.1.0.6:80 -i -w 1 --tun-type gre --tun-nocsum",
            "-r 10.1.0.5:80 -g -w 1",
            "-r [fd00::9]:80 -i -w 1 --tun-type ipip",
            "-r [fd01::1]:8080 -m -w 1",
            "-r 10.1.0.9:0 -g -w 0",
            "-r 192.168.9.7:53 -m -w 1");
    assertThat(servers)
        .filteredOn(s -> s.stats().connections() > 0)
        .singleElement()
        .satisfies(s -> assertThat(s.inactiveConnections()).isPositive());
  }

  @Test
  void daemonsTimeoutsAndVersionAreRead() throws Exception {
    List<SyncDaemon> daemons = new ArrayList<>();
    for (byte[] bytes : received(9)) {
      daemons.add(DaemonCodec.decode(reader(bytes)));
    }
    assertThat(daemons)
        .extracting(IpvsadmSave::daemon)
        .containsExactly(
            "master --mcast-interface d0 --syncid 7 --sync-maxlen 1472 --mcast-group 224.0.0.81"
                + " --mcast-port 8848 --mcast-ttl 1",
            "backup --mcast-interface d0 --syncid 9 --sync-maxlen 1400 --mcast-group 224.0.1.2"
                + " --mcast-port 8849 --mcast-ttl 3",
            "backup --mcast-interface d0 --syncid 3 --sync-maxlen 1452 --mcast-group ff02::81"
                + " --mcast-port 8848 --mcast-ttl 1");
    assertThat(received(12))
        .singleElement()
        .satisfies(
            bytes ->
                assertThat(TimeoutsCodec.decode(reader(bytes)))
                    .isEqualTo(new IpvsTimeouts(900, 120, 300)));
    IpvsInfo info = InfoCodec.decode(reader(received(14).get(0)));
    assertThat(info).isEqualTo(new IpvsInfo(0x010201, 4096));
    assertThat(info.versionText()).isEqualTo("1.2.1");
  }

  /** The whole conversation, taken by the fake: it refuses what the kernel refused. */
  @Test
  void theFakeAnswersAsTheKernelDid() throws Exception {
    try (FakeIpvsClient fake = new FakeIpvsClient()) {
      fake.addDevice("d0");
      for (Captured captured : all()) {
        for (byte[] sent : captured.sent()) {
          if (CHANGES.contains((int) sent[0])) {
            Optional<KernelException> refusal =
                fake.apply(List.of(ChangeCodec.decode(reader(sent)))).get(0);
            assertThat(refusal.map(KernelException::errno).orElse(0))
                .as(captured.command())
                .isEqualTo(captured.refusal().isEmpty() ? 0 : ERRNO.get(captured.refusal()));
          }
        }
      }
    }
  }

  /** By command, which each decoder reads again. */
  private static Object decodeAny(AttributeReader message) throws WireFormatException {
    byte[] bytes = message.rest();
    AttributeReader in = reader(bytes);
    return switch (bytes.length == 0 ? 0 : bytes[0]) {
      case 14 -> InfoCodec.decode(in);
      case 12 -> TimeoutsCodec.decode(in);
      case 9 -> DaemonCodec.decode(in);
      case 5 -> RealServerCodec.decode(in, true);
      case 1 -> ServiceCodec.decode(in);
      default -> ChangeCodec.decode(in);
    };
  }

  @Test
  void cutAndChangedBytesEndInTheDeclaredExceptionOnly() throws Exception {
    List<byte[]> distinct = new ArrayList<>();
    Set<Integer> kinds = new HashSet<>();
    for (Captured captured : all()) {
      for (byte[] bytes : captured.sent()) {
        if (CHANGES.contains((int) bytes[0]) && kinds.add(bytes[0] + (bytes.length * 100))) {
          distinct.add(bytes);
        }
      }
      for (byte[] bytes : captured.received()) {
        if (kinds.add(bytes[0] + (bytes.length * 100))) {
          distinct.add(bytes);
        }
      }
    }
    assertThat(distinct).hasSizeGreaterThan(15);
    for (byte[] bytes : distinct) {
      Mutations.everyCutAndByte(bytes, IpvsCaptureTest::decodeAny);
      Mutations.everyCutAndByte(bytes, ChangeCodec::decode);
    }
  }

  @Test
  void randomBytesEndInTheDeclaredExceptionOnly() throws Exception {
    List<byte[]> samples = new ArrayList<>();
    for (Captured captured : all()) {
      samples.addAll(captured.sent());
      samples.addAll(captured.received());
    }
    long runs = Mutations.random(samples, IpvsCaptureTest::decodeAny, 1, 4);
    runs += Mutations.random(samples, ChangeCodec::decode, 2, 4);
    assertThat(runs).isPositive();
  }
}
