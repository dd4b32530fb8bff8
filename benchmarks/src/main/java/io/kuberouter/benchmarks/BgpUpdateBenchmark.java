package io.kuberouter.benchmarks;

import io.kuberouter.bgp.codec.BgpCodec;
import io.kuberouter.bgp.codec.OldProtocolException;
import io.kuberouter.bgp.message.OldMessage;
import io.kuberouter.bgp.message.OldAttributes;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A table of routes to UPDATEs and back, both families. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BgpUpdateBenchmark {

  /** Prefixes. */
  @Param({"100", "10000"})
  public int routes;

  /** Whether of IPv6. */
  @Param({"false", "true"})
  public boolean ipv6;

  private OldAttributes attributes;
  private List<Prefix> prefixes;
  private List<byte[]> updates;

  /** Makes the table. */
  @Setup
  public void setUp() throws UnknownHostException {
    InetAddress nextHop = InetAddress.getByName(ipv6 ? "fd99::11" : "10.99.0.11");
    attributes =
        new OldAttributes(
            0, List.of(64512L, 65000L), 2, nextHop, Optional.empty(), Optional.of(100L));
    prefixes = new ArrayList<>();
    for (int i = 0; i < routes; i++) {
      String text = ipv6 ? "fd24:0:%x:%x::" : "10.%d.%d.0";
      prefixes.add(
          new Prefix(InetAddress.getByName(text.formatted(i >> 8, i & 255)), ipv6 ? 64 : 24));
    }
    updates = BgpCodec.announce(prefixes, attributes, true);
  }

  /** {@return the messages} */
  @Benchmark
  public List<byte[]> encode() {
    return BgpCodec.announce(prefixes, attributes, true);
  }

  /** {@return the messages} */
  @Benchmark
  public List<OldMessage> decode() throws OldProtocolException {
    List<OldMessage> messages = new ArrayList<>();
    for (byte[] update : updates) {
      messages.add(BgpCodec.decode(ByteBuffer.wrap(update), true));
    }
    return messages;
  }
}
