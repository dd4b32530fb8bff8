package io.kuberouter.benchmarks.ipvs;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.ipvs.codec.ChangeCodec;
import io.kuberouter.ipvs.codec.RealServerCodec;
import io.kuberouter.ipvs.codec.ServiceCodec;
import io.kuberouter.ipvs.testkit.IpvsCorpus;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
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

/**
 * What does it cost to write a request that adds a service or a server, and to read one that Linux
 * 6.1 sent? {@code -prof gc} tells what it allocates: reading, the values and nothing else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IpvsCodecBenchmark {

  /** Counters of 32 and of 64 bits, all 0: {@code IPVS_*_ATTR_STATS}, {@code STATS64}. */
  private static final String STATS =
      "0800010000000000080002000000000008000300000000000c0004000000000000000000"
          + "0c0005000000000000000000080006000000000008000700000000000800080000000000"
          + "080009000000000008000a0000000000";

  private static final String STATS64 =
      "0c00010000000000000000000c00020000000000000000000c00030000000000000000000c0004000000000000000000"
          + "0c00050000000000000000000c00060000000000000000000c00070000000000000000000c0008000000000000000000"
          + "0c00090000000000000000000c000a000000000000000000";

  @Param({"false", "true"})
  public boolean ipv6;

  private final AttributeWriter out = new AttributeWriter();
  private IpvsChange addService = new IpvsChange.Flush();
  private IpvsChange addServer = new IpvsChange.Flush();
  private ByteBuffer service = ByteBuffer.allocate(0);
  private ByteBuffer server = ByteBuffer.allocate(0);

  /** Makes values of a family, and answers as the kernel puts them together. */
  @Setup
  public void setUp() {
    ServiceKey key = new ServiceKey.ByAddress(IpvsCorpus.address(ipv6, 0x60, 1), Protocol.TCP, 80);
    RealServer real = RealServer.masquerade(IpvsCorpus.address(ipv6, 0xf4, 1), 8080, 1);
    addService = new IpvsChange.AddService(VirtualService.of(key, "rr"));
    addServer = new IpvsChange.AddServer(key, real);
    service = answer(1, addService, 0, STATS, 10, 12);
    server = answer(5, addServer, 1, STATS, 10, 12);
  }

  /** The request's attributes, behind which the kernel puts the counters. */
  private ByteBuffer answer(
      int command, IpvsChange change, int which, String stats, int at, int at64) {
    ChangeCodec.encode(change, out.clear());
    byte[] request = out.toBytes();
    int start = 4;
    for (int skip = 0; skip < which; skip++) {
      start += length(request, start);
    }
    int length = length(request, start);
    byte[] attributes = new byte[length - 4];
    System.arraycopy(request, start + 4, attributes, 0, attributes.length);
    AttributeWriter answer = new AttributeWriter().rawU8(command).rawU8(1).rawU16(0);
    int nested = answer.begin(1 + which);
    answer.rawBytes(attributes);
    answer.bytes(at, HexFormat.of().parseHex(stats));
    answer.bytes(at64, HexFormat.of().parseHex(STATS64));
    answer.end(nested);
    byte[] bytes = answer.toBytes();
    return ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(0, bytes);
  }

  private static int length(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }

  /** A request that adds a service. */
  @Benchmark
  public int encodeService() {
    ChangeCodec.encode(addService, out.clear());
    return out.length();
  }

  /** A request that adds a server. */
  @Benchmark
  public int encodeServer() {
    ChangeCodec.encode(addServer, out.clear());
    return out.length();
  }

  /** A service as the kernel lists it. */
  @Benchmark
  public Optional<ObservedService> decodeService() throws WireFormatException {
    return ServiceCodec.decode(new AttributeReader(service, 0, service.capacity()));
  }

  /** A server as the kernel lists it. */
  @Benchmark
  public ObservedRealServer decodeServer() throws WireFormatException {
    return RealServerCodec.decode(new AttributeReader(server, 0, server.capacity()), ipv6);
  }
}
