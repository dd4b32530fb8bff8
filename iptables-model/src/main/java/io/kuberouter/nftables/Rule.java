package io.kuberouter.nftables;

import java.util.List;
import java.util.Optional;

/** A rule: statements from left to right, until one ends it. */
public record Rule(List<Statement> statements, Optional<String> comment) {
  public Rule {
    statements = List.copyOf(statements);
  }

  /** {@return a rule without a comment} */
  public static Rule of(Statement... statements) {
    return new Rule(List.of(statements), Optional.empty());
  }

  /** {@return this with a comment} */
  public Rule withComment(String text) {
    return new Rule(statements, Optional.of(text));
  }
}
