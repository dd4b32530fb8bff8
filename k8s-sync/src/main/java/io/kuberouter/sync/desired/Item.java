package io.kuberouter.sync.desired;

import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** One thing that the node should carry; equal items are the same state. */
public sealed interface Item {

  /** {@return the identity; two items of one key are two states of one thing} */
  ItemKey key();

  /** A module of the kernel, loaded or built in. */
  record KernelModule(String name) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.KERNEL_MODULE, name);
    }
  }

  /**
   * A network device that we make.
   *
   * @param kind dummy, bridge, ipip or ip6tnl
   * @param up whether it is switched on, as one that is asked for always is
   * @param mtu absent leaves the kernel's choice
   */
  record Device(
      String name,
      String kind,
      boolean up,
      Optional<Integer> mtu,
      Optional<InetAddress> tunnelLocal,
      Optional<InetAddress> tunnelRemote)
      implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.DEVICE, name);
    }
  }

  /**
   * A kernel setting.
   *
   * @param path below {@code /proc/sys/}
   * @param onlyIf the setting is written only where it has this value now; absent: always
   */
  record Sysctl(String path, String value, Optional<String> onlyIf) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.SYSCTL, path);
    }
  }

  /**
   * The pod ranges and MTU that the CNI configuration must name; its other content is not ours.
   *
   * @param path of the file
   */
  record CniConf(String path, List<Cidr> podCidrs, Optional<Integer> mtu) implements Item {
    public CniConf {
      podCidrs = List.copyOf(podCidrs);
    }

    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.CNI_CONF, path);
    }
  }

  /** A set of addresses, made with {@code timeout 0}. */
  record IpSet(IpFamily family, String name, String type) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.IP_SET, name);
    }
  }

  /** One element of a set, in the text of {@code ipset save}. */
  record SetEntry(String set, String element, boolean nomatch) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.SET_ENTRY, set + " " + element);
    }
  }

  /** A virtual service of IPVS. */
  record IpvsService(VirtualService service) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.IPVS_SERVICE, service.key().toString());
    }
  }

  /** A real server behind a virtual service. */
  record IpvsServer(ServiceKey service, RealServer server) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(
          ItemKind.IPVS_SERVER,
          service + " " + IpText.format(server.key().address()) + " " + server.key().port());
    }
  }

  /** The global timeouts of IPVS; 0 leaves one as it is. */
  record Timeouts(IpvsTimeouts timeouts) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.IPVS_TIMEOUTS, "");
    }
  }

  /**
   * Some consecutive rules of a chain that is ours as a whole. A chain holds its parts by order,
   * then id.
   *
   * @param order where in the chain: 0 head, 1 body, 2 tail
   * @param id tells parts of equal order apart
   */
  record ChainPart(ChainKey chain, int order, String id, List<Rule> rules) implements Item {
    public ChainPart {
      rules = List.copyOf(rules);
    }

    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.CHAIN_PART, chain + " " + order + " " + id);
    }
  }

  /**
   * A rule of ours in a chain that is not ours.
   *
   * @param rank the order among our rules of one chain; negative ranks are inserted at the top,
   *     others appended
   */
  record HookRule(ChainKey chain, int rank, Rule rule) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.HOOK_RULE, chain + " " + rank);
    }
  }

  /** An address on a device. */
  record Address(String device, InetAddress address, int length, int scope) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.ADDRESS, device + " " + IpText.format(address) + "/" + length);
    }
  }

  /**
   * A route.
   *
   * @param type RTN_UNICAST (1) or RTN_LOCAL (2)
   * @param device empty: the kernel finds it by the gateway
   * @param metric of the kernel; 0 for none
   */
  record Route(
      int table,
      int type,
      int protocol,
      int scope,
      Cidr destination,
      Optional<InetAddress> gateway,
      String device,
      Optional<InetAddress> source,
      long metric)
      implements Item {

    /** {@code RT_TABLE_LOCAL} of {@code linux/rtnetlink.h}. */
    private static final int TABLE_LOCAL = 255;

    @Override
    public ItemKey key() {
      return new ItemKey(
          ItemKind.ROUTE, table + " " + type + " " + destination + " metric " + metric);
    }

    /**
     * {@return whether a route that somebody else made must stay in its way} Not so in table local:
     * there the kernel's own route for an address of ours is what it takes the place of.
     */
    public boolean yields() {
      return table != TABLE_LOCAL;
    }
  }

  /** A rule of policy routing by source; an empty source stands for all. */
  record PolicyRule(boolean ipv6, Optional<Cidr> source, int table, long priority) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(
          ItemKind.POLICY_RULE,
          (ipv6 ? "v6 " : "v4 ") + source.map(Cidr::toString).orElse("all") + " " + table);
    }
  }

  /** A neighbour of the BGP speaker. */
  record BgpPeer(PeerConfig config, boolean external) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.BGP_PEER, IpText.format(config.address()));
    }
  }

  /** A prefix that we announce: our pods or a service address. */
  record BgpRoute(Prefix prefix, InetAddress nextHop, boolean vip) implements Item {
    @Override
    public ItemKey key() {
      return new ItemKey(ItemKind.BGP_ROUTE, prefix.toString());
    }
  }
}
