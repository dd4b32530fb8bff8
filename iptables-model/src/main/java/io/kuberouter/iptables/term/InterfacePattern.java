package io.kuberouter.iptables.term;

/**
 * An interface, or with {@code +} at the end all whose names start so.
 *
 * @param text 1 to 15 characters without blanks
 */
public record InterfacePattern(String text) implements Term {
  public InterfacePattern {
    if (text.isEmpty() || text.length() > 15 || text.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "an interface of 1 to 15 characters expected, found \"" + text + "\"");
    }
  }

  /** {@return whether an interface of this name is meant} */
  public boolean matches(String name) {
    int end = text.length() - 1;
    return text.charAt(end) == '+' ? name.startsWith(text.substring(0, end)) : name.equals(text);
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
