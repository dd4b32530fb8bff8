package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.Option;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a packet through one chain of one table and all chains that it jumps to. Decided are the
 * options {@code -s -d -i -o -p}, the matches tcp, udp and sctp (ports), multiport, set (hash:ip,
 * hash:net, hash:ip,port), mark, conntrack and state, addrtype (LOCAL), physdev (bridged) and
 * comment, the verdicts, jumps, gotos, returns and MARK. A rule with anything else makes the
 * verdict unknown if it could change it, and nothing is guessed. Address translation is not
 * evaluated. Not thread safe.
 */
public final class Evaluator {

  /** Targets that let the packet go on to the next rule as it is, for the filters' purposes. */
  private static final Set<String> GO_ON =
      Set.of("LOG", "NFLOG", "ULOG", "AUDIT", "TRACE", "TCPMSS", "TOS", "DSCP", "TTL", "HL");

  private static final int DEEPEST = 512;

  private final Ruleset ruleset;
  private final Matcher matcher;

  /**
   * Evaluates by these rules.
   *
   * @param sets the sets that the rules look into, by name
   */
  public Evaluator(Ruleset ruleset, Map<String, IpSet> sets) {
    this.ruleset = ruleset;
    this.matcher = new Matcher(sets);
  }

  /**
   * {@return what becomes of a packet in a chain}
   *
   * @throws IllegalArgumentException if there is no such table or chain
   */
  public Verdict judge(String table, String chain, Packet packet) {
    Table all = ruleset.tables().get(table);
    if (all == null || !all.chains().containsKey(chain)) {
      throw new IllegalArgumentException("no chain " + chain + " in table " + table);
    }
    Walk walk = new Walk(all, packet);
    Verdict.Outcome outcome;
    String reason = "";
    try {
      outcome = walk.chain(chain, 0);
    } catch (UndecidableException e) {
      outcome = Verdict.Outcome.UNKNOWN;
      reason = String.valueOf(e.getMessage());
    }
    if (outcome == Verdict.Outcome.RETURN) {
      String policy = all.chains().get(chain).policy().orElse("");
      outcome =
          policy.equals("ACCEPT")
              ? Verdict.Outcome.ACCEPT
              : policy.equals("DROP") ? Verdict.Outcome.DROP : Verdict.Outcome.RETURN;
    }
    return new Verdict(outcome, walk.packet.mark(), walk.trace, reason);
  }

  private final class Walk {
    final Table table;
    final List<Verdict.Step> trace = new ArrayList<>();
    Packet packet;

    Walk(Table table, Packet packet) {
      this.table = table;
      this.packet = packet;
    }

    /** {@return RETURN where the packet comes back to the caller} */
    Verdict.Outcome chain(String name, int depth) throws UndecidableException {
      Chain chain = table.chains().get(name);
      if (chain == null) {
        throw new UndecidableException("target " + name);
      }
      if (depth > DEEPEST) {
        throw new UndecidableException("chain " + name + " is in a loop");
      }
      int position = 0;
      for (Rule rule : chain.rules()) {
        position++;
        if (!matches(rule, name, position)) {
          continue;
        }
        trace.add(new Verdict.Step(name, position, rule));
        Target target = rule.target().orElse(null);
        if (target == null || GO_ON.contains(target.name())) {
          continue;
        }
        switch (target.name()) {
          case "ACCEPT" -> {
            return Verdict.Outcome.ACCEPT;
          }
          case "DROP" -> {
            return Verdict.Outcome.DROP;
          }
          case "REJECT" -> {
            return Verdict.Outcome.REJECT;
          }
          case "RETURN" -> {
            return Verdict.Outcome.RETURN;
          }
          case "MARK" -> mark(target);
          default -> {
            Verdict.Outcome outcome = chain(target.name(), depth + 1);
            if (outcome != Verdict.Outcome.RETURN || target.isGoto()) {
              return outcome;
            }
          }
        }
      }
      return Verdict.Outcome.RETURN;
    }

    private boolean matches(Rule rule, String chain, int position) throws UndecidableException {
      try {
        return matcher.matches(rule, packet);
      } catch (UndecidableException e) {
        if (rule.target().map(t -> GO_ON.contains(t.name())).orElse(true)) {
          return false; // it decides nothing either way
        }
        throw new UndecidableException(
            "rule " + position + " of " + chain + ": " + e.getMessage() + " is not decided here");
      }
    }

    private void mark(Target target) throws UndecidableException {
      for (Option option : target.options()) {
        if (!option.name().equals("--set-xmark") || option.values().size() != 1) {
          throw new UndecidableException("target MARK " + option.name());
        }
        long[] change = Matcher.marked(option.values().get(0));
        packet = packet.withMark((packet.mark() & ~change[1]) ^ change[0]);
      }
    }
  }
}
