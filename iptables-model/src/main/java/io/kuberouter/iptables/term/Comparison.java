package io.kuberouter.iptables.term;

/** How a number is compared; the ends of option names such as {@code --ttl-gt}. */
public enum Comparison {
  /** Equal. */
  EQ,
  /** Less. */
  LT,
  /** Greater. */
  GT;

  /** {@return whether a number stands so to the wanted one} */
  public boolean holds(long number, long wanted) {
    return switch (this) {
      case EQ -> number == wanted;
      case LT -> number < wanted;
      case GT -> number > wanted;
    };
  }

  @Override
  public String toString() {
    return switch (this) {
      case EQ -> "eq";
      case LT -> "lt";
      case GT -> "gt";
    };
  }
}
