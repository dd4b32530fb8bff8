package io.kuberouter.text;

/** Text that is not of the form that was expected; says where. */
public final class ParseException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  /**
   * Creates the exception.
   *
   * @param line from 1; 0 where the text is not of lines
   * @param column from 1, in characters; 0 where it is not known
   * @param message what was expected and what was found
   */
  public ParseException(int line, int column, String message) {
    super(line == 0 ? message : line + ":" + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** Creates the exception of a text without lines, such as one word or one rule. */
  public ParseException(String message) {
    this(0, 0, message);
  }

  /** {@return the line, from 1; 0 where the text is not of lines} */
  public int line() {
    return line;
  }

  /** {@return the column, from 1; 0 where it is not known} */
  public int column() {
    return column;
  }
}
