package io.kuberouter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import io.kuberouter.netlink.Octets;
import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NetfilterHook;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.codec.PacketHeaderCodec;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the examples print of IPVS and of logged packets, from fakes. */
class KernelExamplesTest {

  @Test
  void theTableOfIpvs() throws Exception {
    try (FakeIpvsClient ipvs = new FakeIpvsClient()) {
      ServiceKey web =
          new ServiceKey.ByAddress(InetAddress.getByName("10.96.0.10"), Protocol.TCP, 80);
      ipvs.execute(new IpvsChange.AddService(VirtualService.of(web, "rr").persistent(10800)));
      ipvs.execute(
          new IpvsChange.AddServer(
              web, RealServer.masquerade(InetAddress.getByName("10.244.0.2"), 8080, 1)));
      assertThat(ListIpvsServices.table(ipvs))
          .isEqualTo(
              "IP Virtual Server version 1.2.1 (size=4096)\n"
                  + "Prot LocalAddress:Port Scheduler Flags\n"
                  + "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n"
                  + "TCP  10.96.0.10:80 rr persistent 10800\n"
                  + "  -> 10.244.0.2:8080              Masq    1      0          0         \n");
    }
  }

  @Test
  void aLineForEachDroppedPacket() {
    String ipv4 = "45000028000040004006000c" + "0af40002" + "0af40103" + "9c400050";
    byte[] syn = HexFormat.of().parseHex(ipv4 + "0000000000000000" + "5002ffff00000000");
    LoggedPacket packet =
        new LoggedPacket(
            100,
            "DROP by policy default/web ",
            NetfilterHook.FORWARD,
            0x0800,
            0,
            OptionalInt.of(4),
            OptionalInt.of(5),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Octets.of(syn),
            PacketHeaderCodec.decode(syn));
    assertThat(FollowPolicyDrops.line(new NflogEvent.Packet(packet)))
        .isEqualTo(
            "DROP by policy default/web: tcp 10.244.0.2:40000 > 10.244.1.3:80 SYN in device 4 out"
                + " device 5");
    assertThat(FollowPolicyDrops.line(new NflogEvent.Lost())).contains("no room");
  }
}
