package io.kuberouter.text;

/** Text that is not of the form that was expected; says where. */
public final class ParseException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  /**
   * Creates the exception.
   *
   * @param line from 1
   * @param column from 1, in characters
   * @param message what was expected and what was found
   */
  public ParseException(int line, int column, String message) {
    super(line + ":" + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** {@return the line, from 1} */
  public int line() {
    return line;
  }

  /** {@return the column, from 1} */
  public int column() {
    return column;
  }
}
