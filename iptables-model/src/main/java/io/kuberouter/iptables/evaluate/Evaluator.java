package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a packet through chains, jumps, gotos, returns, marks and address translation to a verdict:
 * through one chain ({@link #judge}), or through all hooks and tables ({@link #arrive}, {@link
 * #leave}). What matches are decided says {@link Matcher}; a rule with anything else makes the
 * verdict unknown if it could change it, and nothing is guessed. Not thread safe.
 */
public final class Evaluator {

  /** What comes in here has been tracked and translated on its way out. */
  static final String LOOPBACK = "lo";

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
    return judge(table, chain, packet, new HashSet<>());
  }

  private Verdict judge(String table, String chain, Packet packet, Set<String> changedSets) {
    Table all = ruleset.tables().get(table);
    Chain start = all == null ? null : all.chain(chain).orElse(null);
    if (all == null || start == null) {
      throw new IllegalArgumentException("no chain " + chain + " in table " + table);
    }
    return new Walk(all, start, packet, matcher, changedSets).verdict();
  }

  /**
   * {@return the way of a packet that comes in by an interface: PREROUTING, routing, then INPUT, or
   * FORWARD and POSTROUTING}
   */
  public Journey arrive(Packet packet, Routing routing) {
    Trip trip = new Trip(packet, routing);
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
    Trip trip = new Trip(routing.route(packet), routing);
    if (trip.hook(Hook.OUTPUT)) {
      trip.packet = routing.route(trip.packet);
      trip.hook(Hook.POSTROUTING);
    }
    return trip.journey();
  }

  /** A packet on its way through hooks and tables. */
  private final class Trip {
    Packet packet;
    private final Routing routing;
    private final Set<String> changedSets = new HashSet<>();
    private final List<Journey.Stop> stops = new ArrayList<>();
    private Verdict.Outcome outcome = Verdict.Outcome.ACCEPT;
    private String reason = "";

    Trip(Packet packet, Routing routing) {
      this.packet = packet;
      this.routing = routing;
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
        Verdict verdict =
            judge(table, hook.name(), before ? untracked(packet) : packet, changedSets);
        stops.add(new Journey.Stop(hook, table, verdict));
        boolean tracked = before && !verdict.packet().conntrackState().equals("UNTRACKED");
        Packet old = packet;
        packet =
            tracked
                ? verdict.packet().withConntrackState(packet.conntrackState())
                : verdict.packet();
        if (hook == Hook.OUTPUT && !packet.destination().equals(old.destination())) {
          boolean local = routing.route(packet).destinationIsLocal(); // -o stays as it was
          packet = packet.withLocal(packet.sourceIsLocal(), local);
        }
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
}
