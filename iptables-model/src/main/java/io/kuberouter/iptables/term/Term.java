package io.kuberouter.iptables.term;

/** A value with one spelling, that of {@code iptables-save}. */
public interface Term {

  /** Appends the spelling. */
  void appendTo(StringBuilder out);

  /** {@return the spelling} */
  static String spell(Term term) {
    StringBuilder out = new StringBuilder(24);
    term.appendTo(out);
    return out.toString();
  }
}
