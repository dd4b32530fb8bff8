package io.kuberouter.bgp.mrt.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.UnknownRecord;
import io.kuberouter.bgp.mrt.codec.MrtFormatException;
import io.kuberouter.bgp.mrt.codec.MrtSamples;
import io.kuberouter.bgp.mrt.testkit.MrtCorpus;
import io.kuberouter.bgp.number.OctetString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MrtFileTest {

  @TempDir private Path folder;

  private static List<MrtRecord> all(MrtReader reader) throws Exception {
    List<MrtRecord> records = new ArrayList<>();
    try (reader) {
      for (Optional<MrtRecord> r = reader.read(); r.isPresent(); r = reader.read()) {
        records.add(r.get());
      }
    }
    return records;
  }

  private static byte[] octets() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MrtWriter writer = new MrtWriter(out)) {
      for (MrtRecord record : MrtSamples.records().values()) {
        writer.write(record);
      }
    }
    return out.toByteArray();
  }

  @Test
  void plainAndCompressedFiles() throws Exception {
    for (String name : List.of("dump", "dump.gz")) {
      Path file = folder.resolve(name);
      try (MrtWriter writer = MrtWriter.create(file)) {
        for (MrtRecord record : MrtSamples.records().values()) {
          writer.write(record);
        }
      }
      assertThat(all(MrtReader.open(file)))
          .containsExactlyElementsOf(MrtSamples.records().values());
    }
    assertThat(Files.readAllBytes(folder.resolve("dump"))).isEqualTo(octets());
    assertThat(Files.readAllBytes(folder.resolve("dump.gz"))).startsWith(0x1f, 0x8b);
  }

  /** A round trip of a corpus in both forms, whatever the seed. */
  @Test
  void whatIsWrittenIsRead() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<MrtRecord> records = new ArrayList<>(new MrtCorpus(seed).table(50, 3));
      records.addAll(new MrtCorpus(seed).updates(50));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (MrtWriter writer = new MrtWriter(out)) {
        for (MrtRecord record : records) {
          writer.write(record);
        }
      }
      InputStream in = new ByteArrayInputStream(out.toByteArray());
      assertThat(all(new MrtReader(in))).as("seed " + seed).isEqualTo(records);
    }
  }

  @Test
  void everyTruncationGivesTheRecordsBeforeIt() throws Exception {
    byte[] whole = octets();
    for (int cut = 0; cut < whole.length; cut++) {
      MrtReader reader = new MrtReader(new ByteArrayInputStream(whole, 0, cut));
      int read = 0;
      try {
        while (reader.read().isPresent()) {
          read++;
        }
      } catch (MrtFormatException e) {
        assertThat(e).hasMessageContaining("record " + (read + 1) + " at offset ");
        assertThat(reader.read()).isEmpty();
      }
      assertThat(read).isLessThan(MrtSamples.records().size());
    }
  }

  @Test
  void afterAFaultyRecordTheNextIsRead() throws Exception {
    byte[] state =
        MrtSamples.records().keySet().stream()
            .filter(h -> h.startsWith("57ac9d00 0010 0000"))
            .map(h -> OctetString.parseHex(h.replace(" ", "")).toArray())
            .findFirst()
            .orElseThrow();
    byte[] twice = Arrays.copyOf(state, 2 * state.length);
    System.arraycopy(state, 0, twice, state.length, state.length);
    twice[19] = 9; // address family
    MrtReader reader = new MrtReader(new ByteArrayInputStream(twice));
    assertThatThrownBy(reader::read)
        .isInstanceOf(MrtFormatException.class)
        .hasMessage("record 1 at offset 0: address family 9, expected 1 or 2");
    assertThat(reader.read()).isPresent();
    assertThat(reader.read()).isEmpty();
    assertThat(reader.count()).isEqualTo(2);
  }

  @Test
  void aLengthThatCannotBeIsNotAllocated() throws Exception {
    byte[] head = OctetString.parseHex("00000000000d0001ffffffff").toArray();
    MrtReader reader = new MrtReader(new ByteArrayInputStream(head));
    assertThatThrownBy(reader::read)
        .isInstanceOf(MrtFormatException.class)
        .hasMessageContaining("length 4294967307, at most");
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void longRecordsAreReadAndWritten() throws Exception {
    MrtRecord big = new MrtRecord(1, new UnknownRecord(99, 0, OctetString.of(new byte[3_000_000])));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MrtWriter writer = new MrtWriter(out)) {
      writer.write(big);
    }
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(all(new MrtReader(in))).containsExactly(big);
  }

  @Test
  void bzip2IsNamed() throws Exception {
    Path file = folder.resolve("x.bz2");
    Files.writeString(file, "BZh91AY");
    assertThatThrownBy(() -> MrtReader.open(file).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bzip2");
  }
}
