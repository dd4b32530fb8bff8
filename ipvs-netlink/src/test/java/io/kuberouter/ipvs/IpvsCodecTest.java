package io.kuberouter.ipvs;

import static io.kuberouter.netlink.Mutations.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.ipvs.codec.ChangeCodec;
import io.kuberouter.ipvs.codec.RealServerCodec;
import io.kuberouter.ipvs.codec.ServiceCodec;
import io.kuberouter.ipvs.testkit.IpvsCorpus;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no capture shows: every value round, older kernels and later ones. */
class IpvsCodecTest {

  /** Attributes of {@code linux/ip_vs.h} that older kernels lack. */
  private static final int SERVICE_STATS64 = 12;

  private static IpvsChange round(IpvsChange change) throws WireFormatException {
    AttributeWriter out = new AttributeWriter();
    ChangeCodec.encode(change, out);
    return ChangeCodec.decode(reader(out.toBytes()));
  }

  @Test
  void everyValueComesBack() throws Exception {
    IpvsCorpus corpus = new IpvsCorpus(7);
    Set<Class<?>> keys = new HashSet<>();
    List<IpvsChange> changes = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      VirtualService service = corpus.service();
      keys.add(service.key().getClass());
      RealServer server = corpus.server(service.key());
      changes.add(new IpvsChange.AddService(service));
      changes.add(new IpvsChange.SetService(service.withPersistenceEngine("sip")));
      changes.add(new IpvsChange.DeleteService(service.key()));
      changes.add(new IpvsChange.AddServer(service.key(), server));
      changes.add(new IpvsChange.SetServer(service.key(), server));
      changes.add(new IpvsChange.DeleteServer(service.key(), server.key()));
      changes.add(new IpvsChange.Zero(Optional.of(service.key())));
    }
    for (IpvsChange change : changes) {
      assertThat(round(change)).isEqualTo(change);
    }
    assertThat(keys).isEqualTo(Set.of(ServiceKey.class.getPermittedSubclasses()));
  }

  @Test
  void allCountersAreReadFrom64Bits() throws Exception {
    AttributeWriter out = new AttributeWriter().rawU8(1).rawU8(1).rawU16(0);
    int service = out.begin(1);
    out.u16(1, 2).u32(5, 9);
    int stats = out.begin(10);
    for (int i = 1; i <= 10; i++) {
      out.u32(i, 7);
    }
    out.end(stats);
    int wide = out.begin(SERVICE_STATS64);
    for (int i = 1; i <= 10; i++) {
      out.be64(i, Long.reverseBytes((1L << 40) + i)); // the host's order: little-endian
    }
    out.end(wide);
    out.end(service);
    long k = 1L << 40;
    assertThat(ServiceCodec.decode(reader(out.toBytes())).orElseThrow().stats())
        .isEqualTo(
            new TrafficStats(
                k + 1, k + 2, k + 3, k + 4, k + 5, k + 6, k + 7, k + 8, k + 9, k + 10));
  }

  /** Linux 2.6.28 tells neither 64-bit counters, nor a server's family, nor tunnels. */
  @Test
  void anOldKernelsAnswerIsRead() throws Exception {
    AttributeWriter out = new AttributeWriter().rawU8(5).rawU8(1).rawU16(0);
    int dest = out.begin(2);
    byte[] address = InetAddress.getByName("fd00::5").getAddress();
    out.bytes(1, address).be16(2, 80).u32(3, 0).u32(4, 5).u32(5, 0).u32(6, 0);
    int stats = out.begin(10);
    out.u32(1, 3).u32(2, 4);
    out.end(stats);
    out.end(dest);
    ObservedRealServer server = RealServerCodec.decode(reader(out.toBytes()), true);
    assertThat(server.server())
        .isEqualTo(RealServer.masquerade(InetAddress.getByName("fd00::5"), 80, 5));
    assertThat(server.stats().connections()).isEqualTo(3);
    assertThat(server.stats().packetsIn()).isEqualTo(4);
  }

  @Test
  void whatLaterKernelsAddIsSkipped() throws Exception {
    AttributeWriter out = new AttributeWriter().rawU8(1).rawU8(1).rawU16(0);
    out.u32(99, 1);
    int service = out.begin(1);
    out.u16(1, 2).u32(5, 9).u32(300, 1).string(6, "rr").string(13, "new");
    out.end(service);
    assertThat(ServiceCodec.decode(reader(out.toBytes())).orElseThrow().service())
        .isEqualTo(VirtualService.of(new ServiceKey.ByMark(false, 9), "rr"));
  }

  @Test
  void valuesOutOfRangeAreTold() {
    AttributeWriter weight = new AttributeWriter().rawU8(5).rawU8(1).rawU16(0);
    int dest = weight.begin(2);
    weight.bytes(1, new byte[16]).u32(4, 0xffff_ffffL);
    weight.end(dest);
    assertThatThrownBy(() -> RealServerCodec.decode(reader(weight.toBytes()), false))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("IPVS_DEST_ATTR_WEIGHT 4294967295");
    AttributeWriter family = new AttributeWriter().rawU8(1).rawU8(1).rawU16(0);
    int service = family.begin(1);
    family.u16(1, 7).u16(2, 6).bytes(3, new byte[16]).be16(4, 80);
    family.end(service);
    assertThatThrownBy(() -> ServiceCodec.decode(reader(family.toBytes())))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("address family 7");
  }

  @Test
  void aMaskThatIsNoPrefixStaysWhatItIs() throws Exception {
    ServiceKey key = new ServiceKey.ByAddress(InetAddress.getByName("10.0.0.1"), Protocol.TCP, 80);
    Netmask odd = new Netmask(false, 0xff00ff00);
    VirtualService service = VirtualService.of(key, "rr").persistent(10).withNetmask(odd);
    assertThat(round(new IpvsChange.AddService(service)))
        .isEqualTo(new IpvsChange.AddService(service));
    assertThat(odd.length()).isEqualTo(OptionalInt.empty());
    assertThat(odd).hasToString("255.0.255.0");
    assertThat(Netmask.ofLength(false, 24)).hasToString("255.255.255.0");
    assertThat(Netmask.ofLength(false, 24).length()).hasValue(24);
    assertThat(Netmask.whole(true).length()).hasValue(128);
  }
}
