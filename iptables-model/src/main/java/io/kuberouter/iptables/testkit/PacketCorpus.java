package io.kuberouter.iptables.testkit;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.evaluate.Details;
import io.kuberouter.iptables.evaluate.Packet;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.TcpFlag;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** Packets by a seed, among the addresses and ports of {@link RulesetCorpus#small}. */
public final class PacketCorpus {

  private static final long NETWORK_6 = 0xfd24L << 48;
  private static final int NETWORK_4 = 10 << 24 | 244 << 16;

  private final Random random;
  private final IpFamily family;

  /** Begins with a seed. */
  public PacketCorpus(IpFamily family, long seed) {
    this.family = family;
    this.random = new Random(seed);
  }

  private InetAddress address() {
    int host = random.nextInt(8);
    return family == IpFamily.IPV4
        ? IpAddresses.v4(NETWORK_4 | host)
        : IpAddresses.v6(NETWORK_6, host);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** {@return a packet of TCP, UDP, SCTP or ICMP} */
  public Packet packet() {
    String icmp = family == IpFamily.IPV4 ? "icmp" : "ipv6-icmp";
    String protocol = one(List.of("tcp", "udp", "sctp", icmp));
    int port = one(List.of(53, 80, 81, 443, 8005));
    Packet packet =
        Packet.first(address(), address(), protocol, protocol.equals(icmp) ? 0 : port)
            .withConntrackState(one(List.of("NEW", "ESTABLISHED", "RELATED", "INVALID")))
            .withMark(random.nextInt(4))
            .withInterfaces(one(List.of("eth0", "eth1", "wlan0")), one(List.of("lo", "eth0")))
            .withLocal(random.nextBoolean(), random.nextBoolean());
    Details details = Details.NONE.withHeader(40 + random.nextInt(400), 64, 0);
    if (protocol.equals("tcp")) {
      details =
          details.withTcpFlags(
              random.nextBoolean() ? EnumSet.of(TcpFlag.SYN) : EnumSet.of(TcpFlag.ACK));
    } else if (protocol.equals(icmp)) {
      details = details.withIcmp(one(List.of(0, 3, 8, 128)), 0);
    }
    return packet.withDetails(details);
  }

  /** {@return so many packets} */
  public List<Packet> packets(int number) {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      packets.add(packet());
    }
    return packets;
  }
}
