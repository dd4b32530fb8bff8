package io.kuberouter.sync.plan;

import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.text.RuleText;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of a node's objects are ours: by their names and marks, and by the planes that are switched
 * on. What belongs to another plane may be the work of an agent beside us and stays.
 */
public final class Ownership {

  /** A part of the agent that is switched on or off as a whole. */
  public enum Plane {
    /** {@code --run-service-proxy} */
    SERVICES,
    /** {@code --run-firewall} */
    POLICY,
    /** {@code --run-router} */
    ROUTES
  }

  /** Everything that an agent of any flags makes. */
  public static final Ownership ALL = new Ownership(EnumSet.allOf(Plane.class));

  private static final Map<Plane, Pattern> DEVICES =
      Map.of(
          Plane.SERVICES, Pattern.compile("kube-dummy-if"),
          Plane.ROUTES, Pattern.compile("kube-bridge|tun-[0-9a-f]{11}"));

  private static final Map<Plane, Pattern> SETS =
      Map.of(
          Plane.SERVICES, Pattern.compile("(inet6:)?kube-router-(svip|svip-prt|local-ips)"),
          Plane.POLICY,
              Pattern.compile("(inet6:)?(KUBE-(SRC|DST)-[A-Z2-7]{16}|kube-router-local-pods)"),
          Plane.ROUTES, Pattern.compile("(inet6:)?kube-router-(pod-subnets|node-ips)"));

  private static final Map<Plane, Pattern> CHAINS =
      Map.of(
          Plane.SERVICES, Pattern.compile("KUBE-ROUTER-(SERVICES|HAIRPIN)"),
          Plane.POLICY,
              Pattern.compile("KUBE-(NWPLCY|POD-FW)-.*|KUBE-ROUTER-(INPUT|FORWARD|OUTPUT)"));

  /** Rules among those of others, of this and of earlier versions. */
  private static final Map<Plane, Pattern> HOOKS =
      Map.of(
          Plane.SERVICES,
              Pattern.compile(
                  ".*(-j KUBE-ROUTER-(SERVICES|HAIRPIN)\\b"
                      + "|-m ipvs --vdir ORIGINAL --vmethod MASQ -m comment --comment \"\" -j ).*"),
          Plane.POLICY, Pattern.compile(".*-j KUBE-ROUTER-(INPUT|FORWARD|OUTPUT)\\b.*"),
          Plane.ROUTES,
              Pattern.compile(
                  ".*(--comment \"(allow outbound traffic from pods|allow inbound traffic to pods"
                      + "|allow outbound node port traffic on node interface with which node ip is"
                      + " associated)\" -j ACCEPT"
                      + "|kube-router-pod-subnets src -m set ! --match-set .*-j MASQUERADE).*"));

  private final Set<Plane> planes;

  private Ownership(Set<Plane> planes) {
    this.planes = planes;
  }

  /** {@return what an agent owns that runs these planes} */
  public static Ownership of(Set<Plane> planes) {
    return new Ownership(planes.isEmpty() ? Set.of() : EnumSet.copyOf(planes));
  }

  /** {@return whether the plane is switched on} */
  public boolean has(Plane plane) {
    return planes.contains(plane);
  }

  /** {@return whether a device of this name is ours} */
  public boolean isDevice(String name) {
    return matches(DEVICES, name);
  }

  /** {@return whether a set of this name is ours} */
  public boolean isSet(String name) {
    return matches(SETS, name);
  }

  /** {@return whether a chain of this name is ours} */
  public boolean isChain(String name) {
    return matches(CHAINS, name);
  }

  /** {@return whether a rule of a chain that is not ours was made by us} */
  boolean isHook(Rule rule) {
    return matches(HOOKS, RuleText.format(rule));
  }

  private boolean matches(Map<Plane, Pattern> patterns, String text) {
    for (Plane plane : planes) {
      Pattern pattern = patterns.get(plane);
      if (pattern != null && pattern.matcher(text).matches()) {
        return true;
      }
    }
    return false;
  }
}
