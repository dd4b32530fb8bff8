package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.target.AcceptTarget;
import io.kuberouter.iptables.target.AuditTarget;
import io.kuberouter.iptables.target.ChecksumTarget;
import io.kuberouter.iptables.target.ClassifyTarget;
import io.kuberouter.iptables.target.ConnmarkTarget;
import io.kuberouter.iptables.target.CtTarget;
import io.kuberouter.iptables.target.DnatTarget;
import io.kuberouter.iptables.target.DropTarget;
import io.kuberouter.iptables.target.DscpTarget;
import io.kuberouter.iptables.target.EcnTarget;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.HlTarget;
import io.kuberouter.iptables.target.IdletimerTarget;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.target.LedTarget;
import io.kuberouter.iptables.target.LogTarget;
import io.kuberouter.iptables.target.MarkTarget;
import io.kuberouter.iptables.target.MasqueradeTarget;
import io.kuberouter.iptables.target.NflogTarget;
import io.kuberouter.iptables.target.NotrackTarget;
import io.kuberouter.iptables.target.RateestTarget;
import io.kuberouter.iptables.target.RedirectTarget;
import io.kuberouter.iptables.target.RejectTarget;
import io.kuberouter.iptables.target.ReturnTarget;
import io.kuberouter.iptables.target.SetTarget;
import io.kuberouter.iptables.target.SnatTarget;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.target.TcpmssTarget;
import io.kuberouter.iptables.target.TcpoptstripTarget;
import io.kuberouter.iptables.target.TeeTarget;
import io.kuberouter.iptables.target.TosTarget;
import io.kuberouter.iptables.target.TraceTarget;
import io.kuberouter.iptables.target.TtlTarget;
import io.kuberouter.iptables.term.NatRange;
import io.kuberouter.iptables.term.PortRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a packet through chains, jumps, gotos, returns, marks and address translation to a verdict:
 * through one chain ({@link #judge}), or through all hooks and tables ({@link #arrive}, {@link
 * #leave}). What matches are decided says {@link Matcher}; a rule with anything else makes the
 * verdict unknown if it could change it, and nothing is guessed. Not thread safe.
 */
public final class Evaluator {

  /** Targets after which the packet goes on to the next rule, and no match here sees a change. */
  private static final Set<Class<? extends Target>> GO_ON =
      Set.of(
          LedTarget.class,
          LogTarget.class,
          NflogTarget.class,
          AuditTarget.class,
          TraceTarget.class,
          TcpmssTarget.class,
          TcpoptstripTarget.class,
          ChecksumTarget.class,
          ClassifyTarget.class,
          TeeTarget.class,
          EcnTarget.class,
          IdletimerTarget.class,
          RateestTarget.class,
          SetTarget.class);

  /** Targets that change what some match asks for. */
  private static final Set<Class<? extends Target>> CHANGE_HEADER =
      Set.of(TosTarget.class, DscpTarget.class, TtlTarget.class, HlTarget.class);

  private static final int DEEPEST = 512;

  /** What comes in here has been tracked and translated on its way out. */
  private static final String LOOPBACK = "lo";

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
    Chain start = all == null ? null : all.chain(chain).orElse(null);
    if (all == null || start == null) {
      throw new IllegalArgumentException("no chain " + chain + " in table " + table);
    }
    Walk walk = new Walk(all, packet);
    Verdict.Outcome outcome;
    String reason = "";
    try {
      outcome = walk.chain(start, 0);
    } catch (UndecidableException e) {
      outcome = Verdict.Outcome.UNKNOWN;
      reason = String.valueOf(e.getMessage());
    }
    if (outcome == Verdict.Outcome.RETURN && start.policy().isPresent()) {
      outcome =
          start.policy().get() == ChainPolicy.ACCEPT
              ? Verdict.Outcome.ACCEPT
              : Verdict.Outcome.DROP;
    }
    return new Verdict(outcome, walk.packet, walk.trace, reason);
  }

  /**
   * {@return the way of a packet that comes in by an interface: PREROUTING, routing, then INPUT, or
   * FORWARD and POSTROUTING}
   */
  public Journey arrive(Packet packet, Routing routing) {
    Trip trip = new Trip(packet);
    if (trip.hook(Hook.PREROUTING)) {
      trip.packet = routing.route(trip.packet);
      if (trip.packet.outInterface().isEmpty()) {
        trip.hook(Hook.INPUT);
      } else if (trip.hook(Hook.FORWARD)) {
        trip.hook(Hook.POSTROUTING);
      }
    }
    return trip.journey();
  }

  /** {@return the way of a packet that this machine makes: OUTPUT, routing anew, POSTROUTING} */
  public Journey leave(Packet packet, Routing routing) {
    Trip trip = new Trip(routing.route(packet));
    if (trip.hook(Hook.OUTPUT)) {
      trip.packet = routing.route(trip.packet);
      trip.hook(Hook.POSTROUTING);
    }
    return trip.journey();
  }

  /** A packet on its way through hooks and tables. */
  private final class Trip {
    Packet packet;
    private final List<Journey.Stop> stops = new ArrayList<>();
    private Verdict.Outcome outcome = Verdict.Outcome.ACCEPT;
    private String reason = "";

    Trip(Packet packet) {
      this.packet = packet;
    }

    /** {@return whether the packet goes on} */
    boolean hook(Hook hook) {
      for (String table : hook.tables()) {
        boolean known = packet.inInterface().equals(LOOPBACK);
        boolean translates = packet.conntrackState().equals("NEW") && !known;
        if (ruleset.chain(table, hook.name()).isEmpty() || (table.equals("nat") && !translates)) {
          continue; // only the first packet of a connection is translated, and only once
        }
        boolean before = table.equals("raw") && !known;
        Verdict verdict = judge(table, hook.name(), before ? untracked(packet) : packet);
        stops.add(new Journey.Stop(hook, table, verdict));
        boolean tracked = before && !verdict.packet().conntrackState().equals("UNTRACKED");
        packet =
            tracked
                ? verdict.packet().withConntrackState(packet.conntrackState())
                : verdict.packet();
        if (verdict.outcome() != Verdict.Outcome.ACCEPT) {
          outcome = verdict.outcome();
          reason =
              verdict.reason().isEmpty()
                  ? ""
                  : hook + " of table " + table + ": " + verdict.reason();
          return false;
        }
      }
      return true;
    }

    /** Before tracking has seen it, a packet's state is no state but INVALID. */
    private Packet untracked(Packet fresh) {
      return fresh.conntrackState().equals("UNTRACKED")
          ? fresh
          : fresh.withConntrackState("INVALID");
    }

    Journey journey() {
      return new Journey(stops, outcome, packet, reason);
    }
  }

  /** A packet on its way through the chains of one table. */
  private final class Walk {
    final Table table;
    final List<Verdict.Step> trace = new ArrayList<>();
    Packet packet;

    Walk(Table table, Packet packet) {
      this.table = table;
      this.packet = packet;
    }

    /** {@return RETURN where the packet comes back to the caller} */
    Verdict.Outcome chain(Chain chain, int depth) throws UndecidableException {
      if (depth > DEEPEST) {
        throw new UndecidableException("chain " + chain.name() + " is in a loop");
      }
      int position = 0;
      for (Rule rule : chain.rules()) {
        position++;
        if (!matches(rule, chain.name(), position)) {
          continue;
        }
        trace.add(new Verdict.Step(chain.name(), position, rule));
        Verdict.Outcome outcome = target(rule, depth);
        if (outcome != null) {
          return outcome;
        }
      }
      return Verdict.Outcome.RETURN;
    }

    /** {@return how the chain ends, or null where the next rule follows} */
    private Verdict.@Nullable Outcome target(Rule rule, int depth) throws UndecidableException {
      Target target = rule.target().orElse(null);
      if (target == null || GO_ON.contains(target.getClass())) {
        return null;
      } else if (target instanceof AcceptTarget) {
        return Verdict.Outcome.ACCEPT;
      } else if (target instanceof DropTarget) {
        return Verdict.Outcome.DROP;
      } else if (target instanceof RejectTarget) {
        return Verdict.Outcome.REJECT;
      } else if (target instanceof ReturnTarget) {
        return Verdict.Outcome.RETURN;
      } else if (target instanceof Jump jump) {
        Verdict.Outcome outcome = chain(called(jump.chain()), depth + 1);
        return outcome == Verdict.Outcome.RETURN ? null : outcome;
      } else if (target instanceof Goto other) {
        return chain(called(other.chain()), depth + 1);
      } else if (target instanceof MarkTarget mark) {
        packet = packet.withMark(mark.apply(packet.mark()));
        return null;
      }
      return other(target);
    }

    private Chain called(String name) throws UndecidableException {
      Optional<Chain> chain = table.chain(name);
      if (chain.isEmpty()) {
        throw new UndecidableException("target " + name + ", which is no chain here,");
      }
      return chain.get();
    }

    private Verdict.@Nullable Outcome other(Target target) throws UndecidableException {
      if (target instanceof DnatTarget dnat) {
        packet = translated(dnat.to(), false);
        return Verdict.Outcome.ACCEPT;
      } else if (target instanceof SnatTarget snat) {
        packet = translated(snat.to(), true);
        return Verdict.Outcome.ACCEPT;
      } else if (target instanceof MasqueradeTarget) {
        return Verdict.Outcome.ACCEPT; // to an address of the interface, which nothing later sees
      } else if (target instanceof RedirectTarget redirect && redirect.ports().isPresent()) {
        packet = packet.withDestination(packet.destination(), one(redirect.ports().get()));
        packet = packet.withLocal(packet.sourceIsLocal(), true);
        return Verdict.Outcome.ACCEPT;
      } else if (target instanceof NotrackTarget
          || (target instanceof CtTarget ct && ct.notrack())) {
        if (!packet.inInterface().equals(LOOPBACK)) {
          packet = packet.withConntrackState("UNTRACKED");
        }
        return null;
      } else if (target instanceof CtTarget) {
        return null;
      } else if (target instanceof ConnmarkTarget connmark) {
        connmark(connmark);
        return null;
      } else if (CHANGE_HEADER.contains(target.getClass())) {
        packet = packet.withDetails(packet.details().withoutHeader());
        return null;
      }
      throw new UndecidableException("target " + target + " is not decided here");
    }

    private Packet translated(NatRange to, boolean source) throws UndecidableException {
      InetAddress address = source ? packet.source() : packet.destination();
      int port = source ? packet.sourcePort() : packet.destinationPort();
      if (to.addresses().isPresent()) {
        address = to.addresses().get().first();
        if (!address.equals(to.addresses().get().last())) {
          throw new UndecidableException("which address of " + to + " is taken");
        }
      }
      if (to.ports().isPresent() && port != 0) {
        // a source port within the range is kept
        port = source && to.ports().get().contains(port) ? port : one(to.ports().get());
      }
      return source ? packet.withSource(address, port) : packet.withDestination(address, port);
    }

    private int one(PortRange ports) throws UndecidableException {
      if (ports.first() != ports.last()) {
        throw new UndecidableException("which port of " + ports + " is taken");
      }
      return ports.first();
    }

    private void connmark(ConnmarkTarget target) throws UndecidableException {
      Details details = packet.details();
      if (details.connectionMark().isEmpty()) {
        throw new UndecidableException("the connection's mark");
      }
      long mark = details.connectionMark().get();
      long packetMask = target.packetMask().orElse(0xffffffffL);
      long connectionMask = target.connectionMask().orElse(0xffffffffL);
      long value = target.mark().value();
      switch (target.operation()) {
        case SET_XMARK -> mark = (mark & ~target.mark().mask()) ^ value;
        case SET_MARK -> mark = (mark & ~target.mark().mask()) | value;
        case AND_MARK -> mark &= value;
        case OR_MARK -> mark |= value;
        case XOR_MARK -> mark ^= value;
        case SAVE_MARK -> mark = (mark & ~connectionMask) ^ (packet.mark() & packetMask);
        case RESTORE_MARK ->
            packet = packet.withMark((packet.mark() & ~packetMask) ^ (mark & connectionMask));
      }
      packet = packet.withDetails(details.withConnectionMark(mark));
    }

    private boolean matches(Rule rule, String chain, int position) throws UndecidableException {
      try {
        return matcher.matches(rule, packet);
      } catch (UndecidableException e) {
        if (rule.target().map(t -> GO_ON.contains(t.getClass())).orElse(true)) {
          return false; // it decides nothing either way
        }
        throw new UndecidableException(
            "rule " + position + " of " + chain + ": " + e.getMessage() + " is not decided here");
      }
    }
  }
}
