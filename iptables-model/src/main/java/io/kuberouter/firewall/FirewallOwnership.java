package io.kuberouter.firewall;

import io.kuberouter.ipset.diff.SetDiffPolicy;
import io.kuberouter.iptables.diff.Ownership;

/**
 * What may be changed, and whether rules may be away for a moment.
 *
 * @param rules chains and rules that are ours
 * @param sets names that are ours, and how sets are swapped
 * @param mayDropRules whether rules of ours may be taken out, and put in again, so that a set they
 *     name can be made anew with another type or family; packets pass without them meanwhile
 */
public record FirewallOwnership(Ownership rules, SetDiffPolicy sets, boolean mayDropRules) {

  /** {@return the ownership of chains and sets whose names start so, and of jumps to the chains} */
  public static FirewallOwnership ofPrefix(String prefix) {
    return new FirewallOwnership(Ownership.ofPrefix(prefix), SetDiffPolicy.ofPrefix(prefix), false);
  }

  /** {@return the same, under which rules may be away for a moment} */
  public FirewallOwnership droppingRules() {
    return new FirewallOwnership(rules, sets, true);
  }
}
