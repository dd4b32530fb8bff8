package io.kuberouter.nftables.diff;

import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.listing.JsonScript;
import io.kuberouter.nftables.text.NftScript;
import java.util.List;

/** The commands between two rulesets: one transaction, empty for equal ones. */
public record RulesetDiff(List<Command> commands) {
  public RulesetDiff {
    commands = List.copyOf(commands);
  }

  /** {@return whether there is nothing to do} */
  public boolean isEmpty() {
    return commands.isEmpty();
  }

  /**
   * {@return input of {@code nft -f}, or of {@code nft -j -f} where a part is known as JSON alone}
   */
  public String text() {
    return NftScript.printable(commands).orElseGet(() -> JsonScript.format(commands));
  }
}
