package io.kuberouter.benchmarks;

import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.mrt.codec.MrtFormatException;
import io.kuberouter.bgp.mrt.codec.MrtMessages;
import io.kuberouter.bgp.mrt.codec.MrtRoutes;
import io.kuberouter.bgp.mrt.file.MrtReader;
import io.kuberouter.bgp.mrt.file.MrtWriter;
import io.kuberouter.bgp.mrt.testkit.MrtCorpus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes to read a dump or a stream of updates from memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MrtDecodeBenchmark {

  /** {@code table}: 10,000 prefixes of 10 peers; {@code updates}: 100,000; or a file's name. */
  @Param({"table", "updates"})
  public String input = "table";

  private byte[] octets = {};

  /** Makes or reads the input. */
  @Setup
  public void setUp() throws IOException {
    MrtCorpus corpus = new MrtCorpus(6396);
    switch (input) {
      case "table" -> octets = written(corpus.table(10_000, 10));
      case "updates" -> octets = written(corpus.updates(100_000));
      default -> octets = file(Path.of(input));
    }
  }

  private static byte[] file(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return path.toString().endsWith(".gz")
          ? new GZIPInputStream(in).readAllBytes()
          : in.readAllBytes();
    }
  }

  private static byte[] written(List<MrtRecord> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MrtWriter writer = new MrtWriter(out)) {
      for (MrtRecord record : records) {
        writer.write(record);
      }
    }
    return out.toByteArray();
  }

  /** {@return how many records there are} */
  @Benchmark
  public long records() throws IOException, MrtFormatException {
    try (MrtReader reader = new MrtReader(new ByteArrayInputStream(octets))) {
      while (reader.read().isPresent()) {
        // counted by the reader
      }
      return reader.count();
    }
  }

  /** {@return how many paths there are, with all attributes read} */
  @Benchmark
  public long paths() throws IOException, MrtFormatException, BgpProtocolException {
    long paths = 0;
    try (MrtReader reader = new MrtReader(new ByteArrayInputStream(octets))) {
      for (Optional<MrtRecord> r = reader.read(); r.isPresent(); r = reader.read()) {
        if (r.get().body() instanceof RibRecord rib) {
          for (RibEntry entry : rib.entries()) {
            paths += count(MrtRoutes.update(rib, entry));
          }
        } else if (r.get().body() instanceof TableDumpRecord route) {
          paths += count(MrtRoutes.update(route));
        } else if (r.get().body() instanceof Bgp4mpMessage message) {
          Optional<DecodedUpdate> update = MrtMessages.update(message);
          paths += update.isPresent() ? count(update.get()) : 0;
        }
      }
    }
    return paths;
  }

  private static int count(DecodedUpdate update) {
    int count = 0;
    for (var route : update.announcements()) {
      count += route.nlri().size();
    }
    return count;
  }
}
