package io.kuberouter.cli.config;

import io.kuberouter.sync.config.RouterOptions;
import java.time.Duration;

/** The flags of routing → {@link RouterOptions}. */
final class RouterFlags {

  /** The longest time that best paths may wait after a restart. */
  private static final Duration DEFERRAL = Duration.ofHours(18);

  private final FlagValues flags;

  private RouterFlags(FlagValues flags) {
    this.flags = flags;
  }

  static RouterOptions read(FlagValues flags) throws UsageException {
    return new RouterFlags(flags).router();
  }

  private RouterOptions router() throws UsageException {
    long asn = flags.number("cluster-asn", 0, 4294967294L);
    boolean privateAsn = asn == 0 || (asn >= 64512 && asn <= 65535) || asn >= 4200000000L;
    if (!privateAsn) {
      throw FlagValues.bad(
          "cluster-asn", Long.toString(asn), "64512-65535 or 4200000000-4294967294");
    }
    boolean restarts = flags.bool("bgp-graceful-restart");
    if (!flags.text("overlay-encap").equals("ipip")) {
      throw FlagValues.bad(
          "overlay-encap", flags.text("overlay-encap"), "ipip (fou is not supported yet)");
    }
    return new RouterOptions(
        asn == 0 ? 64512 : asn,
        flags.bool("enable-ibgp"),
        flags.bool("nodes-full-mesh"),
        flags.bool("enable-cni"),
        flags.bool("enable-overlay"),
        flags.text("overlay-type"),
        flags.text("overlay-encap"),
        (int) flags.number("overlay-encap-port", 1024, 65535),
        flags.bool("enable-pod-egress"),
        flags.bool("auto-mtu"),
        flags.bool("advertise-pod-cidr"),
        flags.bool("advertise-cluster-ip"),
        flags.bool("advertise-external-ip"),
        flags.bool("advertise-loadbalancer-ip"),
        flags.bool("override-nexthop"),
        flags.text("router-id"),
        (int) flags.number("bgp-port", 1, 65535),
        between("bgp-holdtime", 3, 65_535, "3s to 65535s"),
        restarts,
        restarts
            ? between("bgp-graceful-restart-time", 1, 4095, "1s to 4095s")
            : flags.duration("bgp-graceful-restart-time"),
        restarts ? deferral() : flags.duration("bgp-graceful-restart-deferral-time"),
        (int) flags.number("peer-router-multihop-ttl", 0, 255),
        PeerFlags.read(flags),
        flags.duration("routes-sync-period"),
        flags.duration("injected-routes-sync-period"));
  }

  private Duration between(String name, long least, long most, String range) throws UsageException {
    Duration value = flags.duration(name);
    if (value.toSeconds() < least || value.toSeconds() > most) {
      throw FlagValues.bad(name, flags.text(name), range);
    }
    return value;
  }

  private Duration deferral() throws UsageException {
    String name = "bgp-graceful-restart-deferral-time";
    Duration value = flags.duration(name);
    if (value.isNegative() || value.isZero() || value.compareTo(DEFERRAL) > 0) {
      throw FlagValues.bad(name, flags.text(name), "more than 0s, at most 18h");
    }
    return value;
  }
}
