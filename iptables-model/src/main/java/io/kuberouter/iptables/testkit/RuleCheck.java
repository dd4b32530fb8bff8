package io.kuberouter.iptables.testkit;

import io.kuberouter.iptables.BuiltinChain;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.match.Icmp6Match;
import io.kuberouter.iptables.match.IcmpMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.MultiportMatch;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.SctpMatch;
import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.iptables.match.TcpMatch;
import io.kuberouter.iptables.match.UdpMatch;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.target.DnatTarget;
import io.kuberouter.iptables.target.MasqueradeTarget;
import io.kuberouter.iptables.target.NetmapTarget;
import io.kuberouter.iptables.target.RedirectTarget;
import io.kuberouter.iptables.target.RejectTarget;
import io.kuberouter.iptables.target.SetTarget;
import io.kuberouter.iptables.target.SnatTarget;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.target.UnknownTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tool or the kernel refuses of rules. */
final class RuleCheck {

  private static final Map<Class<? extends Match>, String> PROTOCOLS =
      Map.of(
          TcpMatch.class, "tcp",
          UdpMatch.class, "udp",
          SctpMatch.class, "sctp",
          IcmpMatch.class, "icmp",
          Icmp6Match.class, "ipv6-icmp");

  private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "udplite", "sctp", "dccp");

  private static final Set<Class<? extends Target>> TRANSLATE =
      Set.of(
          DnatTarget.class,
          SnatTarget.class,
          MasqueradeTarget.class,
          RedirectTarget.class,
          NetmapTarget.class);

  private final Table table;
  private final Set<String> sets;

  RuleCheck(Table table, Set<String> sets) {
    this.table = table;
    this.sets = sets;
  }

  /** {@return what is wrong with a rule in a chain, before it is committed} */
  Optional<String> rule(String chain, Rule rule) {
    String protocol = "";
    for (Match match : rule.matches()) {
      if (match instanceof ProtocolMatch p && !p.negated()) {
        protocol = p.protocol();
      }
    }
    for (Match match : rule.matches()) {
      Optional<String> wrong = match(chain, match, protocol);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return target(rule, protocol);
  }

  private Optional<String> match(String chain, Match match, String protocol) {
    String needed = PROTOCOLS.getOrDefault(match.getClass(), protocol);
    if (!needed.equals(protocol)) {
      return Optional.of("a match of " + needed + " without -p " + needed);
    }
    if (match instanceof MultiportMatch && !WITH_PORTS.contains(protocol)) {
      return Optional.of("multiport needs a protocol with ports");
    }
    if (match instanceof InInterfaceMatch && List.of("OUTPUT", "POSTROUTING").contains(chain)) {
      return Optional.of("-i does not go with " + chain);
    }
    if (match instanceof OutInterfaceMatch && List.of("INPUT", "PREROUTING").contains(chain)) {
      return Optional.of("-o does not go with " + chain);
    }
    if (match instanceof SetMatch set && !sets.contains(set.set().value().name())) {
      return Optional.of("set " + set.set().value().name() + " does not exist");
    }
    return match instanceof UnknownMatch unknown
        ? Optional.of("no match by the name " + unknown.name())
        : Optional.empty();
  }

  private Optional<String> target(Rule rule, String protocol) {
    Target target = rule.target().orElse(null);
    if (target instanceof UnknownTarget unknown) {
      return Optional.of("no target by the name " + unknown.name());
    }
    if (target instanceof SetTarget set && !sets.contains(set.set().name())) {
      return Optional.of("set " + set.set().name() + " does not exist");
    }
    if (target != null && TRANSLATE.contains(target.getClass()) && !table.name().equals("nat")) {
      return Optional.of("addresses are translated in table nat alone");
    }
    if (target instanceof RejectTarget reject
        && reject.with().filter("tcp-reset"::equals).isPresent()
        && !protocol.equals("tcp")) {
      return Optional.of("a reset goes with -p tcp alone");
    }
    String to = rule.chain().orElse("");
    return !to.isEmpty() && (BuiltinChain.is(to) || table.chain(to).isEmpty())
        ? Optional.of("no chain or target by the name " + to)
        : Optional.empty();
  }

  /** {@return what is wrong with the table as a whole: a loop that a packet can come into} */
  Optional<String> reachable() {
    Set<String> safe = new HashSet<>();
    for (Chain chain : table.chains().values()) {
      Optional<String> loop =
          BuiltinChain.is(chain.name()) ? loop(chain, new HashSet<>(), safe) : Optional.empty();
      if (loop.isPresent()) {
        return loop;
      }
    }
    return Optional.empty();
  }

  private Optional<String> loop(Chain chain, Set<String> path, Set<String> safe) {
    if (safe.contains(chain.name())) {
      return Optional.empty();
    }
    if (!path.add(chain.name())) {
      return Optional.of("chain " + chain.name() + " is in a loop");
    }
    for (Rule rule : chain.rules()) {
      Optional<String> loop =
          rule.chain().flatMap(table::chain).flatMap(to -> loop(to, path, safe));
      if (loop.isPresent()) {
        return loop;
      }
    }
    path.remove(chain.name());
    safe.add(chain.name());
    return Optional.empty();
  }
}
