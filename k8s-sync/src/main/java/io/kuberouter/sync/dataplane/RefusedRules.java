package io.kuberouter.sync.dataplane;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.translate.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pods whose rules were refused: one of those in their own chains, or one that leads to these. Kept
 * by what the refused rules say, so that nobody has to look through those that stand. Not thread
 * safe.
 */
final class RefusedRules {

  private static final String PODS = "kube-router-local-pods";

  /** Where pods' rules were refused, by the pods' entries in the set of those with rules. */
  private final Grouped<ItemKey, ChainKey> chains = new Grouped<>();

  /** The other way. */
  private final Grouped<ChainKey, ItemKey> pods = new Grouped<>();

  boolean isEmpty() {
    return chains.isEmpty();
  }

  void clear() {
    chains.clear();
    pods.clear();
  }

  /** {@return where rules of a pod were refused; empty when nowhere, or for another entry} */
  Optional<ChainKey> of(Item.SetEntry entry) {
    return chains.first(entry.key());
  }

  /** Its chains are tried, and as they should be but for what is said to have failed after this. */
  void tried(PlanStep.EditTable edit) {
    for (ChainKey chain : edit.result().keySet()) {
      pods.removeAll(chain).forEach(pod -> chains.remove(pod, chain));
    }
  }

  /** All of it was refused. */
  void failed(PlanStep.EditTable edit) {
    edit.edits()
        .chainEdits()
        .forEach(
            (chain, edits) ->
                failed(edit, chain, edits.stream().flatMap(RefusedRules::inserted).toList()));
  }

  private static Stream<Rule> inserted(Edit edit) {
    return edit instanceof Edit.Insert insert ? Stream.of(insert.rule()) : Stream.empty();
  }

  /** Something of a chain was refused: these rules, or none where a rule was to go. */
  void failed(PlanStep.EditTable edit, String name, List<Rule> rules) {
    ChainKey chain = new ChainKey(edit.family(), edit.edits().table(), name);
    if (!chain.table().equals("filter")) {
      return;
    }
    if (name.startsWith(Names.POD_PREFIX)) { // not every rule of it names the pod
      edit.result()
          .getOrDefault(chain, Optional.empty())
          .ifPresent(all -> all.forEach(rule -> addresses(chain, rule)));
    } else {
      rules.stream().filter(RefusedRules::leadsToPod).forEach(rule -> addresses(chain, rule));
    }
  }

  private static boolean leadsToPod(Rule rule) {
    return rule.chain().filter(to -> to.startsWith(Names.POD_PREFIX)).isPresent();
  }

  private void addresses(ChainKey chain, Rule rule) {
    for (Match match : rule.matches()) {
      if (match instanceof DestinationMatch to) {
        add(chain, to.block());
      } else if (match instanceof SourceMatch from) {
        add(chain, from.block());
      }
    }
  }

  private void add(ChainKey chain, IpBlock block) {
    if (block.isHost()) {
      IpFamily family = chain.family();
      String address = IpText.format(block.address());
      ItemKey pod = new Item.SetEntry(Names.set(family, PODS), address, false).key();
      chains.add(pod, chain);
      pods.add(chain, pod);
    }
  }
}
