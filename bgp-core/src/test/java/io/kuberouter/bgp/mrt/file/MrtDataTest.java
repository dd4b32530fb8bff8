package io.kuberouter.bgp.mrt.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.MrtBody;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.mrt.codec.MrtMessages;
import io.kuberouter.bgp.mrt.codec.MrtRecordCodec;
import io.kuberouter.bgp.mrt.codec.MrtRoutes;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Whole files of real routes, which are not part of the project: a folder of dumps and updates of a
 * route collector, named by KUBE_ROUTER_TEST_MRT or {@code -Dmrt.data=}.
 */
class MrtDataTest {

  private static List<Path> files() throws Exception {
    String folder = System.getProperty("mrt.data", System.getenv("KUBE_ROUTER_TEST_MRT"));
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)),
        "no folder of MRT files: set KUBE_ROUTER_TEST_MRT");
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      return all.filter(f -> f.getFileName().toString().matches(".*\\.(gz|mrt)")).sorted().toList();
    }
  }

  private final Map<String, Integer> counts = new TreeMap<>();

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static long crc(Path file) throws Exception {
    CRC32 crc = new CRC32();
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      crc.update(in.readAllBytes());
    }
    return crc.getValue();
  }

  @Test
  void everyRecordIsDecodedAndEncodedToTheSameOctets(TestReporter reporter) throws Exception {
    for (Path file : files()) {
      CRC32 crc = new CRC32();
      try (MrtReader reader = MrtReader.open(file)) {
        for (Optional<MrtRecord> r = reader.read(); r.isPresent(); r = reader.read()) {
          ByteBuffer out = ByteBuffer.allocate(MrtRecordCodec.length(r.get()));
          MrtRecordCodec.encode(r.get(), out);
          crc.update(out.flip());
          decode(r.get().body());
        }
      }
      assertThat(crc.getValue()).as(file.toString()).isEqualTo(crc(file));
    }
    counts.forEach((what, n) -> reporter.publishEntry(what, String.valueOf(n)));
    assertThat(counts.keySet()).noneMatch(k -> k.startsWith("refused"));
    assertThat(counts.keySet()).noneMatch(k -> k.startsWith("unexplained"));
  }

  private void decode(MrtBody body) throws Exception {
    count("record " + body.getClass().getSimpleName());
    if (body instanceof RibRecord rib) {
      for (RibEntry entry : rib.entries()) {
        route(MrtRoutes.update(rib, entry));
      }
    } else if (body instanceof TableDumpRecord route) {
      route(MrtRoutes.update(route));
    } else if (body instanceof Bgp4mpMessage message) {
      BgpMessage read = MrtMessages.decode(message);
      count("message " + read.getClass().getSimpleName());
      Optional<DecodedUpdate> update = MrtMessages.update(message);
      if (update.isPresent()) {
        count(update.get().faults().isEmpty() ? "update without fault" : "update with fault");
        byte[] again = MessageCodec.encode(update.get().message(), MrtMessages.session(message));
        count(compare(message.message().toArray(), again, update.get()));
      }
    }
  }

  private void route(DecodedUpdate update) {
    if (!update.faults().isEmpty()) {
      AttributeFault first = update.faults().get(0);
      count("route with fault: " + AttributeType.name(first.typeCode()) + " " + first.detail());
    }
    int n = update.announcements().size();
    count(n == 1 ? "route" : "route not announced");
  }

  private record Attribute(int flags, int type, OctetString value) {}

  private static List<Attribute> attributes(byte[] update, boolean keepExtended) {
    ByteBuffer in = ByteBuffer.wrap(update).position(19);
    in.position(in.position() + 2 + in.getShort(in.position()));
    int end = in.position() + 2 + (in.getShort(in.position()) & 0xffff);
    in.position(in.position() + 2);
    List<Attribute> all = new ArrayList<>();
    while (in.position() < end) {
      int flags = in.get() & 0xff;
      int type = in.get() & 0xff;
      int length = (flags & 0x10) != 0 ? in.getShort() & 0xffff : in.get() & 0xff;
      OctetString value = OctetString.take(in.slice(in.position(), length));
      in.position(in.position() + length);
      all.add(new Attribute(keepExtended ? flags : flags & ~0x10, type, value));
    }
    return all;
  }

  /**
   * Says whether an UPDATE is encoded as it came, and if not, which choice of its writer differs.
   */
  private static String compare(byte[] came, byte[] goes, DecodedUpdate update) {
    if (OctetString.of(came).equals(OctetString.of(goes))) {
      return "update of the same octets";
    }
    List<Attribute> from = attributes(came, false);
    List<Attribute> to = attributes(goes, false);
    if (from.equals(to)) {
      return "update differs: Extended Length for a value below 256 octets";
    }
    if (new HashSet<>(from).equals(new HashSet<>(to))) {
      return "update differs: attributes in another order";
    }
    return (update.faults().isEmpty() ? "unexplained " : "update differs: attribute discarded ")
        + from
        + " "
        + to;
  }
}
