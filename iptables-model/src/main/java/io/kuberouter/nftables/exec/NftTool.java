package io.kuberouter.nftables.exec;

import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Ruleset;
import java.io.IOException;
import java.util.List;

/** The nftables ruleset of one network namespace. One caller at a time. */
public interface NftTool {

  /** {@return all tables, with the handles of their rules} */
  Ruleset list() throws IOException;

  /**
   * Makes all changes, or none: one transaction. No commands cost nothing.
   *
   * @throws NftException for the command that is refused
   */
  void apply(List<Command> commands) throws IOException;
}
