package io.kuberouter.sync.plan;

import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One change of the node.
 *
 * @param reason the object that asks for it; for a removal, that nobody does
 */
public record PlanStep(Phase phase, Change change, String reason) {

  /** What is done. */
  public sealed interface Change {}

  /** Makes an item. */
  public record Create(Item item) implements Change {}

  /** Brings an item from one state to another in place. */
  public record Update(Item from, Item to) implements Change {}

  /** Removes an item. */
  public record Delete(Item item) implements Change {}

  /** Forgets the flows that connection tracking leads to a server that is gone. */
  public record ForgetFlows(FlowFilter flows) implements Change {}

  /**
   * Edits the chains of one table in one transaction.
   *
   * @param result the chains' rules afterwards; absent for a chain that goes
   * @param reasons the objects that ask for the chains' edits
   * @param editReasons by chain, for each of its edits in order the object that asks for it
   * @param keys the items that the edits bring about
   */
  public record EditTable(
      IpFamily family,
      TableChange edits,
      Map<ChainKey, Optional<List<Rule>>> result,
      Map<String, String> reasons,
      Map<String, List<String>> editReasons,
      Set<ItemKey> keys)
      implements Change {}
}
