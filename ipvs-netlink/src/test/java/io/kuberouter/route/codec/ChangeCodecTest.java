package io.kuberouter.route.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.BridgePort;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkFilter;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkKind.Tunnel;
import io.kuberouter.route.LinkKind.TunnelType;
import io.kuberouter.route.LinkKind.UdpEncapsulation;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.Neighbour;
import io.kuberouter.route.NextHop;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteEncapsulation;
import io.kuberouter.route.RouteFilter;
import io.kuberouter.route.text.IpCommand;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests beside those of {@code ip}, and as literal bytes. */
class ChangeCodecTest {

  private static final int NLM_F_REQUEST_ACK = 5;
  private static final int BR0 = 2;
  private static final int VETH0 = 4;

  /** What {@code ip} asks for, and what we do. */
  static final Map<String, RouteChange> SAMPLES = samples();

  static InetAddress address(String text) {
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress();
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<InetAddress> some(String text) {
    return Optional.of(address(text));
  }

  private static Tunnel ipip() {
    return Tunnel.of(TunnelType.IPIP, some("10.0.0.1"), some("10.0.0.2"));
  }

  private static RouteChange add(String name, LinkKind kind) {
    return new RouteChange.AddLink(name, kind, LinkSettings.NONE);
  }

  private static Map<String, RouteChange> samples() {
    Map<String, RouteChange> all = new LinkedHashMap<>();
    links(all);
    addresses(all);
    routes(all);
    rules(all);
    return all;
  }

  private static void links(Map<String, RouteChange> all) {
    all.put("ip link add kube-dummy-if type dummy", add("kube-dummy-if", new LinkKind.Dummy()));
    all.put(
        "ip link add br0 mtu 1400 type bridge",
        new RouteChange.AddLink("br0", new LinkKind.Bridge(), LinkSettings.NONE.mtu(1400)));
    all.put(
        "ip link add veth0 type veth peer name eth0",
        add("veth0", new LinkKind.Veth("eth0", Optional.empty())));
    all.put("ip link add tun-1 type ipip local 10.0.0.1 remote 10.0.0.2", add("tun-1", ipip()));
    all.put(
        "ip link add tun-2 type ip6tnl local fd00::1 remote fd00::2",
        add(
            "tun-2",
            new Tunnel(TunnelType.IP6TNL, some("fd00::1"), some("fd00::2"), 64, Optional.empty())));
    all.put(
        "ip link add tun-3 type sit local 10.0.0.1 remote 10.0.0.2 ttl 64",
        add(
            "tun-3",
            new Tunnel(TunnelType.SIT, some("10.0.0.1"), some("10.0.0.2"), 64, Optional.empty())));
    all.put(
        "ip link add tun-4 type ipip local 10.0.0.1 remote 10.0.0.2 encap fou encap-sport auto"
            + " encap-dport 5555",
        add("tun-4", ipip().in(new UdpEncapsulation(false, 0, 5555, false))));
    all.put(
        "ip link add tun-5 type ipip local 10.0.0.1 remote 10.0.0.2 encap gue encap-sport 6000"
            + " encap-dport 5556 encap-csum",
        add("tun-5", ipip().in(new UdpEncapsulation(true, 6000, 5556, true))));
    all.put(
        "ip link add vx0 type vxlan id 42 remote 10.0.0.2 local 10.0.0.1 dstport 4789 nolearning",
        add("vx0", new LinkKind.Vxlan(42, some("10.0.0.1"), some("10.0.0.2"), 4789, 0, false)));
    all.put(
        "ip link add vx6 type vxlan id 43 remote fd00::2 local fd00::1 dstport 4789",
        add("vx6", new LinkKind.Vxlan(43, some("fd00::1"), some("fd00::2"), 4789, 0, true)));
    all.put("ip link set br0 up", new RouteChange.SetLink("br0", LinkSettings.UP));
    all.put(
        "ip link set br0 down mtu 1300",
        new RouteChange.SetLink("br0", LinkSettings.NONE.up(false).mtu(1300)));
    all.put(
        "ip link set veth0 master br0",
        new RouteChange.SetLink("veth0", LinkSettings.NONE.master(BR0)));
    all.put(
        "ip link set veth0 nomaster",
        new RouteChange.SetLink("veth0", LinkSettings.NONE.master(0)));
    all.put(
        "ip link set veth0 address 02:00:00:00:00:01",
        new RouteChange.SetLink(
            "veth0", LinkSettings.NONE.hardwareAddress(Octets.parse("02:00:00:00:00:01"))));
    all.put(
        "ip link set veth0 type bridge_slave hairpin on guard off learning on flood on",
        new RouteChange.SetBridgePort("veth0", BridgePort.DEFAULT.withHairpin(true)));
  }

  private static void addresses(Map<String, RouteChange> all) {
    InterfaceAddress four = new InterfaceAddress(BR0, address("10.244.0.1"), 24, 0);
    all.put("ip address add 10.244.0.1/24 dev br0", new RouteChange.AddAddress(four));
    all.put(
        "ip address add 10.96.0.1/32 dev br0 scope link",
        new RouteChange.AddAddress(new InterfaceAddress(BR0, address("10.96.0.1"), 32, 253)));
    all.put(
        "ip address add fd24::1/64 dev br0 nodad",
        new RouteChange.AddAddress(new InterfaceAddress(BR0, address("fd24::1"), 64, 0)));
    all.put(
        "ip address add 10.1.0.1/32 peer 10.1.0.2 dev br0",
        new RouteChange.AddAddress(
            new InterfaceAddress(BR0, address("10.1.0.1"), 32, 0).withPeer(address("10.1.0.2"))));
    all.put(
        "ip address add fd25::1/64 dev br0 nodad noprefixroute",
        new RouteChange.AddAddress(
            new InterfaceAddress(BR0, address("fd25::1"), 64, 0)
                .withFlags(InterfaceAddress.NODAD | InterfaceAddress.NOPREFIXROUTE)));
    all.put("ip address del 10.244.0.1/24 dev br0", new RouteChange.DeleteAddress(four));
    Octets mac = Octets.parse("02:00:00:00:00:09");
    all.put(
        "ip neighbour replace 10.244.0.9 lladdr 02:00:00:00:00:09 dev br0",
        new RouteChange.ReplaceNeighbour(
            new Neighbour(BR0, address("10.244.0.9"), mac, Neighbour.PERMANENT, 0)));
    all.put(
        "ip neighbour replace fd24::9 lladdr 02:00:00:00:00:09 dev br0",
        new RouteChange.ReplaceNeighbour(
            new Neighbour(BR0, address("fd24::9"), mac, Neighbour.PERMANENT, 0)));
    all.put(
        "ip neighbour del 10.244.0.9 dev br0",
        new RouteChange.DeleteNeighbour(BR0, address("10.244.0.9")));
  }

  private static void routes(Map<String, RouteChange> all) {
    Route boot = Route.to(address("10.0.0.0"), 8).protocol(3);
    InetAddress gateway = address("10.244.0.9");
    Route bgp = boot.via(gateway).dev(BR0).protocol(17);
    all.put(
        "ip route replace 10.0.0.0/8 via 10.244.0.9 dev br0 proto 17",
        new RouteChange.ReplaceRoute(bgp));
    all.put(
        "ip route add fd00::/8 via fd24::9 dev br0 metric 5 src fd24::1",
        new RouteChange.AddRoute(
            Route.to(address("fd00::"), 8)
                .protocol(3)
                .via(address("fd24::9"))
                .dev(BR0)
                .metric(5)
                .src(address("fd24::1"))));
    all.put(
        "ip route add blackhole 192.0.2.0/24",
        new RouteChange.AddRoute(Route.to(address("192.0.2.0"), 24).protocol(3).type(6)));
    all.put(
        "ip route add default via 10.244.0.9 dev br0 table 1000",
        new RouteChange.AddRoute(
            Route.to(address("0.0.0.0"), 0).protocol(3).via(gateway).dev(BR0).table(1000)));
    all.put(
        "ip route add 10.5.0.0/16 nexthop via 10.244.0.9 dev br0 weight 1 nexthop via 10.244.0.10"
            + " dev br0 weight 3",
        new RouteChange.AddRoute(
            Route.to(address("10.5.0.0"), 16)
                .protocol(3)
                .by(
                    List.of(
                        new NextHop(gateway, BR0, 1),
                        new NextHop(address("10.244.0.10"), BR0, 3)))));
    all.put(
        "ip route add 10.6.0.0/16 via 172.16.0.1 dev br0 onlink",
        new RouteChange.AddRoute(
            Route.to(address("10.6.0.0"), 16)
                .protocol(3)
                .via(address("172.16.0.1"))
                .dev(BR0)
                .onlink(true)));
    all.put(
        "ip route add 10.7.0.0/16 via inet6 fd24::9 dev br0",
        new RouteChange.AddRoute(
            Route.to(address("10.7.0.0"), 16).protocol(3).via(address("fd24::9")).dev(BR0)));
    all.put(
        "ip route add local 10.96.0.7 dev br0 table local proto kernel scope host src 10.96.0.7",
        new RouteChange.AddRoute(
            Route.to(address("10.96.0.7"), 32)
                .type(2)
                .dev(BR0)
                .table(255)
                .protocol(2)
                .scope(254)
                .src(address("10.96.0.7"))));
    all.put(
        "ip route del 10.0.0.0/8 via 10.244.0.9 dev br0 proto 17",
        new RouteChange.DeleteRoute(bgp.scope(255).type(0))); // nowhere, any: so ip asks
  }

  private static void rules(Map<String, RouteChange> all) {
    PolicyRule four = new PolicyRule(false, 500, some("10.244.0.0"), 24, 77);
    all.put("ip rule add priority 500 from 10.244.0.0/24 lookup 77", new RouteChange.AddRule(four));
    all.put(
        "ip -6 rule add priority 500 from fd24::/64 lookup 77",
        new RouteChange.AddRule(new PolicyRule(true, 500, some("fd24::"), 64, 77)));
    all.put(
        "ip rule add priority 501 from all to 10.0.0.0/8 fwmark 0x4/0xc iif br0 lookup 1000",
        new RouteChange.AddRule(
            new PolicyRule(false, 501, Optional.empty(), 0, 1000)
                .withDestination(address("10.0.0.0"), 8)
                .withMark(4, 12)
                .withInInterface("br0")));
    all.put(
        "ip rule add priority 502 not from 10.0.0.0/8 lookup main suppress_prefixlength 0",
        new RouteChange.AddRule(
            new PolicyRule(
                false,
                502,
                some("10.0.0.0"),
                8,
                Optional.empty(),
                0,
                0,
                0,
                "",
                "",
                true,
                1,
                254,
                OptionalInt.of(0),
                0,
                List.of())));
    all.put(
        "ip rule del priority 500 from 10.244.0.0/24 lookup 77", new RouteChange.DeleteRule(four));
  }

  /** Changes that {@code ip} was not seen to ask for. */
  static List<RouteChange> others() {
    return List.of(
        new RouteChange.DeleteLink("tun-1"),
        new RouteChange.MoveLink("veth0", NetworkNamespace.named("blue")),
        add("v", new LinkKind.Veth("eth0", Optional.of(NetworkNamespace.ofPid(42)))),
        add("x", new LinkKind.Other("ifb", Octets.EMPTY)),
        add("y", new LinkKind.Other("vlan", Octets.of(new byte[] {6, 0, 1, 0, 7, 0, 0, 0}))),
        new RouteChange.AddRoute(
            Route.to(address("10.8.0.0"), 16)
                .dev(BR0)
                .encap(
                    new RouteEncapsulation(1, Octets.of(new byte[] {8, 0, 1, 0, 0, 6, 65, 0})))));
  }

  static NetlinkMessage encode(RouteChange change) {
    return ChangeCodec.encode(change, namespace -> 77);
  }

  static Object decode(int type, byte[] content) throws WireFormatException {
    AttributeReader in = new AttributeReader(content, 0, content.length);
    return switch (type) {
      case 16, 17 -> LinkCodec.decode(in);
      case 20, 21 -> AddressCodec.decode(in);
      case 24, 25 -> RouteCodec.decode(in);
      case 28, 29 -> NeighbourCodec.decode(in);
      case 32, 33 -> RuleCodec.decode(in);
      default -> throw new AssertionError(type);
    };
  }

  /**
   * {@code ip} looks for the index of a device that it changes; we let the kernel do that. It names
   * a state of a neighbour that goes, which does not matter.
   */
  private static Object withoutIdentity(Object decoded) {
    if (decoded instanceof Optional<?> o && o.isPresent() && o.get() instanceof Link l) {
      return new Link(
          0,
          "",
          l.kind(),
          l.up(),
          l.carrier(),
          l.mtu(),
          l.masterIndex(),
          l.lowerIndex(),
          l.hardwareAddress(),
          l.bridgePort());
    }
    if (decoded instanceof Optional<?> o && o.isPresent() && o.get() instanceof Neighbour n) {
      return new Neighbour(n.linkIndex(), n.address(), n.hardwareAddress(), 0, n.flags());
    }
    return decoded;
  }

  @BeforeEach
  void theBytesAreThoseOfALittleEndianHost() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "captured on a little-endian host");
  }

  @Test
  void whatIpSendsMeansTheSame() throws Exception {
    Map<String, List<Captures.Seen>> seen = Captures.requests();
    for (Map.Entry<String, RouteChange> sample : SAMPLES.entrySet()) {
      Captures.Seen theirs = seen.get(sample.getKey()).get(0);
      NetlinkMessage ours = encode(sample.getValue());
      if (sample.getValue() instanceof RouteChange.SetBridgePort) {
        continue; // ip names another attribute than the kernel does in lists; both take the data
      }
      if (sample.getValue() instanceof RouteChange.DeleteRule) {
        ours.payload()[7] = 0; // the action, which ip leaves out
      }
      assertThat(ours.type()).as(sample.getKey()).isEqualTo(theirs.type());
      assertThat(ours.flags() | NLM_F_REQUEST_ACK).as(sample.getKey()).isEqualTo(theirs.flags());
      assertThat(withoutIdentity(decode(ours.type(), ours.payload())))
          .as(sample.getKey())
          .isEqualTo(withoutIdentity(decode(theirs.type(), theirs.content())));
    }
  }

  @Test
  void attributesThatWeSendAreIpsToTheByte() throws Exception {
    Map<String, List<Captures.Seen>> seen = Captures.requests();
    for (Map.Entry<String, RouteChange> sample : SAMPLES.entrySet()) {
      Captures.Seen theirs = seen.get(sample.getKey()).get(0);
      int header = theirs.type() < 20 ? 16 : theirs.type() < 24 ? 8 : 12;
      Set<String> known = attributes(theirs.content(), header);
      Set<String> more =
          attributes(encode(sample.getValue()).payload(), header).stream()
              .filter(a -> !known.contains(a))
              .collect(Collectors.toSet());
      // the table, which ip puts into the header alone where it fits, the name in place of an index
      // and of a bridge's port its own kind
      assertThat(more).as(sample.getKey()).allMatch(a -> a.matches("(3|15|18/4)=.*"));
    }
  }

  /** Each attribute as its path and bytes; those that hold others without their bytes. */
  private static Set<String> attributes(byte[] content, int header) throws WireFormatException {
    List<String> all = new ArrayList<>();
    walk(new AttributeReader(content, 0, content.length).skip(header), "", header == 16, all);
    return Set.copyOf(all);
  }

  private static void walk(AttributeReader in, String path, boolean link, List<String> all)
      throws WireFormatException {
    while (in.next()) {
      String here = path + in.type();
      boolean nested = link && Set.of("18", "18/2", "18/5").contains(here);
      boolean text = here.equals("18/1"); // without its zero from ip
      all.add(
          here + "=" + (nested ? "" : text ? in.string() : HexFormat.of().formatHex(in.bytes())));
      if (nested) {
        walk(in.nested(), here + "/", true, all);
      }
    }
  }

  @Test
  void requestsForListsAreThoseOfIp() {
    Map<String, List<Captures.Seen>> seen = Captures.requests();
    assertThat(RouteCodec.match(address("10.5.0.1")).payload())
        .satisfies(
            ours -> { // it says that it wants the table, too
              byte[] theirs = seen.get("ip route get fibmatch 10.5.0.1").get(0).content().clone();
              theirs[9] |= 0x10;
              assertThat(ours).isEqualTo(theirs);
            });
    assertThat(RouteCodec.list(RouteFilter.ALL.ipv6(false).table(1000).protocol(3), true).payload())
        .satisfies(
            ours -> {
              byte[] theirs =
                  seen.get("ip route show table 1000 proto boot").get(0).content().clone();
              assertThat(ours).isEqualTo(theirs);
            });
    assertThat(AddressCodec.list(BR0).payload())
        .isEqualTo(seen.get("ip address show dev br0").get(0).content());
    assertThat(NeighbourCodec.list(BR0).payload())
        .isEqualTo(seen.get("ip neighbour show dev br0").get(0).content());
    assertThat(LinkCodec.list(LinkFilter.ALL.master(BR0).kind("veth")).type()).isEqualTo(18);
  }

  @Test
  void requestsAreTheseBytes() throws Exception {
    StringBuilder text =
        new StringBuilder("# Our requests: the command, type, flags and content.\n");
    List<RouteChange> all = new ArrayList<>(SAMPLES.values());
    all.addAll(others());
    for (RouteChange change : all) {
      NetlinkMessage message = encode(change);
      text.append(IpCommand.of(change)).append('\n');
      text.append(
          "  %d %04x %s%n"
              .formatted(
                  message.type(), message.flags(), HexFormat.of().formatHex(message.payload())));
    }
    Path golden = Path.of("src/test/resources/io/kuberouter/route/codec/our-requests.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(golden));
  }

  @Test
  void everyKindOfChangeAndDeviceHasASample() {
    List<RouteChange> all = new ArrayList<>(SAMPLES.values());
    all.addAll(others());
    assertThat(all.stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(RouteChange.class.getPermittedSubclasses());
    Set<Class<?>> kinds =
        all.stream()
            .filter(RouteChange.AddLink.class::isInstance)
            .map(c -> ((RouteChange.AddLink) c).kind().getClass())
            .collect(Collectors.toSet());
    kinds.add(LinkKind.None.class); // cannot be made
    assertThat(kinds).containsExactlyInAnyOrder(LinkKind.class.getPermittedSubclasses());
  }
}
