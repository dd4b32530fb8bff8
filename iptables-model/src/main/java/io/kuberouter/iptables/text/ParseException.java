package io.kuberouter.iptables.text;

/** Text that is no rule or ruleset; says where. */
public final class ParseException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  /**
   * Creates the exception.
   *
   * @param line from 1; 0 for a single rule
   */
  public ParseException(int line, String message) {
    super(line == 0 ? message : "line " + line + ": " + message);
    this.line = line;
  }

  /** {@return the line, from 1; 0 for a single rule} */
  public int line() {
    return line;
  }
}
