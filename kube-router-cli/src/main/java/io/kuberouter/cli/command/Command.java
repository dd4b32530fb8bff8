package io.kuberouter.cli.command;

import io.kuberouter.cli.ExitCode;
import java.io.IOException;

/** A subcommand: calls the agent's parts and prints. */
public interface Command {

  /**
   * Does it.
   *
   * @throws IOException saying why it cannot be done, for people
   */
  ExitCode execute(Invocation invocation) throws IOException, InterruptedException;

  /** {@return the command of this name: run, plan, verify or cleanup} */
  static Command of(String name) {
    return switch (name) {
      case "run" -> new RunCommand();
      case "plan", "verify" -> new PlanCommand();
      case "cleanup" -> new CleanupCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
