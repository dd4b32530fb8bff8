package io.kuberouter.benchmarks;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.codec.UpdateCodec;
import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  private final SessionParameters session = SessionParameters.plain(64512, 65000);
  private PathAttributes attributes;
  private List<Prefix> prefixes;
  private List<ByteBuffer> updates;
  private List<ByteBuffer> singles;

  /** Makes the table. */
  @Setup
  public void setUp() {
    attributes =
        PathAttributes.of(
            Origin.IGP,
            AsPath.sequence(64512, 65000),
            new NextHop(IpAddresses.parse(ipv6 ? "fd99::11" : "10.99.0.11")));
    prefixes = new ArrayList<>();
    for (int i = 0; i < routes; i++) {
      String text = ipv6 ? "fd24:0:%x:%x::/64" : "10.%d.%d.0/24";
      prefixes.add(Prefix.parse(text.formatted(i >> 8, i & 255)));
    }
    updates = new ArrayList<>();
    encode(message -> updates.add(copy(message)));
    singles = new ArrayList<>();
    encodeSingles(message -> singles.add(copy(message)));
  }

  private static ByteBuffer copy(ByteBuffer message) {
    return ByteBuffer.allocate(message.remaining()).put(message).flip();
  }

  private UpdatePacker packer(Consumer<ByteBuffer> sink) {
    AddressFamily family = ipv6 ? AddressFamily.IPV6_UNICAST : AddressFamily.IPV4_UNICAST;
    return new UpdatePacker(session, family, sink);
  }

  private void encode(Consumer<ByteBuffer> sink) {
    UpdatePacker packer = packer(sink);
    packer.announce(attributes);
    prefixes.forEach(packer::add);
    packer.end();
  }

  /** Each prefix by itself, with a path of its own. */
  private void encodeSingles(Consumer<ByteBuffer> sink) {
    UpdatePacker packer = packer(sink);
    for (int i = 0; i < prefixes.size(); i++) {
      packer.announce(attributes.with(AsPath.sequence(64512, 65000, 100_000 + i)));
      packer.add(prefixes.get(i));
    }
    packer.end();
  }

  /** {@return octets written} */
  @Benchmark
  public int encode() {
    int[] octets = new int[1];
    encode(message -> octets[0] += message.remaining());
    return octets[0];
  }

  /** {@return prefixes read, each looked at} */
  @Benchmark
  public long decode() throws BgpProtocolException {
    return decode(updates);
  }

  /** {@return the same of UPDATEs with one prefix and a path of its own each} */
  @Benchmark
  public long decodeSingles() throws BgpProtocolException {
    return decode(singles);
  }

  private long decode(List<ByteBuffer> messages) throws BgpProtocolException {
    long seen = 0;
    for (ByteBuffer update : messages) {
      DecodedUpdate decoded =
          UpdateCodec.decode(MessageCodec.body(update.duplicate(), session), session);
      for (UpdateMessage.Announcement a : decoded.announcements()) {
        for (Nlri.Cursor at = a.nlri().cursor(); at.next(); ) {
          seen += at.high() ^ at.length();
        }
      }
    }
    return seen;
  }
}
