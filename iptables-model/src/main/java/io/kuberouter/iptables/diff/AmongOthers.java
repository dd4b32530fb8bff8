package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Rule;
import java.util.ArrayList;
import java.util.List;

/** Compares what is ours in chains of others. */
final class AmongOthers {

  private final String table;
  private final Ownership ownership;

  AmongOthers(String table, Ownership ownership) {
    this.table = table;
    this.ownership = ownership;
  }

  /**
   * Edits our rules in a chain of others: theirs all stay, in their order, and between two of them
   * ours are compared alone. A rule of ours keeps its place behind the rule of others that it
   * follows in the wanted chain; without one it comes first.
   */
  List<Edit> diff(String chain, List<Rule> before, List<Rule> wanted) {
    List<Rule> others = new ArrayList<>();
    List<List<Rule>> have = segments(chain, before, others);
    List<Rule> wantedOthers = new ArrayList<>();
    List<List<Rule>> want = segments(chain, wanted, wantedOthers);
    List<List<Rule>> placed = new ArrayList<>();
    have.forEach(segment -> placed.add(new ArrayList<>()));
    placed.get(0).addAll(want.get(0));
    int at = 0;
    for (int i = 0; i < wantedOthers.size(); i++) {
      int found = others.subList(at, others.size()).indexOf(wantedOthers.get(i));
      at = found < 0 ? at : at + found + 1;
      placed.get(at).addAll(want.get(i + 1));
    }
    List<Edit> script = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < have.size(); i++) {
      for (Edit edit : ChainDiffer.diff(have.get(i), placed.get(i))) {
        script.add(
            edit instanceof Edit.Insert insert
                ? new Edit.Insert(start + insert.position(), insert.rule())
                : new Edit.Delete(
                    start + ((Edit.Delete) edit).position(), ((Edit.Delete) edit).rule()));
      }
      start += placed.get(i).size() + 1;
    }
    return ChainDiffer.withLast(before.size(), script);
  }

  /** {@return our rules before, between and behind those of others, which are collected} */
  private List<List<Rule>> segments(String chain, List<Rule> rules, List<Rule> others) {
    List<List<Rule>> segments = new ArrayList<>();
    List<Rule> segment = new ArrayList<>();
    for (Rule rule : rules) {
      if (ownership.rule(table, chain, rule)) {
        segment.add(rule);
      } else {
        others.add(rule);
        segments.add(segment);
        segment = new ArrayList<>();
      }
    }
    segments.add(segment);
    return segments;
  }
}
