package io.kuberouter.iptables.term;

/**
 * A value that a match asks for, or with {@code !} asks not to be.
 *
 * @param negated whether {@code !} stands in front
 */
public record Negatable<T>(boolean negated, T value) {

  /** {@return the value as it is asked for} */
  public static <T> Negatable<T> is(T value) {
    return new Negatable<>(false, value);
  }

  /** {@return the value as it must not be} */
  public static <T> Negatable<T> not(T value) {
    return new Negatable<>(true, value);
  }

  @Override
  public String toString() {
    return negated ? "! " + value : String.valueOf(value);
  }
}
