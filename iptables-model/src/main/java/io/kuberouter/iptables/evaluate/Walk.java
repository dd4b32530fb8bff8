package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.target.AcceptTarget;
import io.kuberouter.iptables.target.AuditTarget;
import io.kuberouter.iptables.target.ChecksumTarget;
import io.kuberouter.iptables.target.ClassifyTarget;
import io.kuberouter.iptables.target.ConnmarkTarget;
import io.kuberouter.iptables.target.ConnsecmarkTarget;
import io.kuberouter.iptables.target.CtTarget;
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
import io.kuberouter.iptables.target.NflogTarget;
import io.kuberouter.iptables.target.NotrackTarget;
import io.kuberouter.iptables.target.RateestTarget;
import io.kuberouter.iptables.target.RejectTarget;
import io.kuberouter.iptables.target.ReturnTarget;
import io.kuberouter.iptables.target.SecmarkTarget;
import io.kuberouter.iptables.target.SetTarget;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.target.TcpmssTarget;
import io.kuberouter.iptables.target.TcpoptstripTarget;
import io.kuberouter.iptables.target.TeeTarget;
import io.kuberouter.iptables.target.TosTarget;
import io.kuberouter.iptables.target.TraceTarget;
import io.kuberouter.iptables.target.TtlTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A packet on its way through the chains of one table. */
final class Walk {

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
          SecmarkTarget.class,
          ConnsecmarkTarget.class);

  /** Targets that change what some match asks for. */
  private static final Set<Class<? extends Target>> CHANGE_HEADER =
      Set.of(TosTarget.class, DscpTarget.class, TtlTarget.class, HlTarget.class);

  private static final int DEEPEST = 512;

  /** Hooks at which table nat changes sources. */
  private static final Set<String> SOURCE_HOOKS = Set.of("POSTROUTING", "INPUT");

  private final Table table;
  private final Chain start;
  private final Matcher matcher;
  private final Set<String> changedSets;
  private final List<Verdict.Step> trace = new ArrayList<>();
  private Packet packet;

  /**
   * Prepares the walk.
   *
   * @param changedSets sets that rules have changed on the packet's way; more are put in
   */
  Walk(Table table, Chain start, Packet packet, Matcher matcher, Set<String> changedSets) {
    this.table = table;
    this.start = start;
    this.packet = packet;
    this.matcher = matcher;
    this.changedSets = changedSets;
  }

  /** {@return what becomes of the packet} */
  Verdict verdict() {
    Verdict.Outcome outcome;
    String reason = "";
    try {
      outcome = chain(start, 0);
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
    return new Verdict(outcome, packet, trace, reason);
  }

  /** {@return RETURN where the packet comes back to the caller} */
  private Verdict.Outcome chain(Chain chain, int depth) throws UndecidableException {
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
    Optional<Packet> translated =
        Translation.of(target, packet, SOURCE_HOOKS.contains(start.name()));
    if (translated.isPresent()) {
      packet = translated.get();
      return Verdict.Outcome.ACCEPT;
    } else if (target instanceof SetTarget set) {
      set(set);
      return null;
    } else if (target instanceof NotrackTarget || (target instanceof CtTarget ct && ct.notrack())) {
      if (!packet.inInterface().equals(Evaluator.LOOPBACK)) {
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

  /** What rules behind this one see in the set is not known any more. */
  private void set(SetTarget target) throws UndecidableException {
    if (target.operation() != SetTarget.Operation.MAP) {
      changedSets.add(target.set().name());
    } else if (target.mapMark()) {
      throw new UndecidableException("the mark that set " + target.set().name() + " has");
    }
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
      return matcher.matches(rule, packet, changedSets);
    } catch (UndecidableException e) {
      if (rule.target().orElse(null) instanceof SetTarget set
          && set.operation() != SetTarget.Operation.MAP) {
        changedSets.add(set.set().name());
        return false;
      }
      if (rule.target().map(t -> GO_ON.contains(t.getClass())).orElse(true)) {
        return false; // it decides nothing either way
      }
      throw new UndecidableException(
          "rule " + position + " of " + chain + ": " + e.getMessage() + " is not decided here");
    }
  }
}
