package io.kuberouter.iptables.term;

/** Numbers from one to another, both included; written {@code 5} or {@code 5:10}; unsigned. */
public record NumberRange(long first, long last) implements Term {
  public NumberRange {
    if (first < 0 || first > last) {
      throw new IllegalArgumentException("range " + first + ":" + last + " is in the wrong order");
    }
  }

  /** {@return whether a number is one of them} */
  public boolean contains(long number) {
    return number >= first && number <= last;
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append(first);
    if (last != first) {
      out.append(':').append(last);
    }
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
