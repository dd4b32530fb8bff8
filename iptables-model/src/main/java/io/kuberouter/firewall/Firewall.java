package io.kuberouter.firewall;

import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.canonical.SetCanonicalizer;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.canonical.Canonicalizer;
import java.util.LinkedHashMap;

/**
 * The sets and the rules of one network namespace. Edited copies share what did not change.
 *
 * @param sets of both families
 * @param ipv4 what {@code iptables-save} lists
 * @param ipv6 what {@code ip6tables-save} lists
 */
public record Firewall(IpSets sets, Ruleset ipv4, Ruleset ipv6) {
  public Firewall {
    if (ipv4.family() != IpFamily.IPV4 || ipv6.family() != IpFamily.IPV6) {
      throw new IllegalArgumentException(
          "rulesets of " + ipv4.family() + " and " + ipv6.family() + ", wanted IPv4 and IPv6");
    }
  }

  /** {@return a firewall without sets and rules} */
  public static Firewall empty() {
    return new Firewall(
        IpSets.empty(),
        new Ruleset(IpFamily.IPV4, new LinkedHashMap<>()),
        new Ruleset(IpFamily.IPV6, new LinkedHashMap<>()));
  }

  /** {@return the rules of a family} */
  public Ruleset rules(IpFamily family) {
    return family == IpFamily.IPV4 ? ipv4 : ipv6;
  }

  /** {@return the same with the rules of one family in place of those it had} */
  public Firewall with(Ruleset rules) {
    return rules.family() == IpFamily.IPV4
        ? new Firewall(sets, rules, ipv6)
        : new Firewall(sets, ipv4, rules);
  }

  /** {@return the same with these sets in place of those it had} */
  public Firewall with(IpSets those) {
    return new Firewall(those, ipv4, ipv6);
  }

  /** {@return the same as the kernel lists it, which is what can be compared} */
  public Firewall canonical() {
    return new Firewall(
        SetCanonicalizer.canonical(sets),
        Canonicalizer.canonical(ipv4),
        Canonicalizer.canonical(ipv6));
  }
}
