package io.kuberouter.benchmarks.netlink;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.codec.ChangeCodec;
import io.kuberouter.route.codec.RouteCodec;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a route costs on its way to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteCodecBenchmark {

  private RouteChange change;
  private byte[] bytes;

  /** Makes a route. */
  @Setup
  public void setUp() {
    change = RouteCorpus.additions(RouteCorpus.routes(1, 2)).get(0);
    bytes = encode().payload();
  }

  /** {@return the request} */
  @Benchmark
  public NetlinkMessage encode() {
    return ChangeCodec.encode(change, namespace -> -1);
  }

  /** {@return the route} */
  @Benchmark
  public Optional<Route> decode() throws WireFormatException {
    return RouteCodec.decode(new AttributeReader(bytes, 0, bytes.length));
  }
}
