package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.IpFamily;
import java.util.Optional;

/**
 * One known change that a rule goes through.
 *
 * @param name for people
 * @param change what becomes of it
 * @param typed an example as people type it, for IPv4 unless it has a colon in an address
 * @param listed the example as {@code iptables -S} prints it back
 * @param type the records it is about
 * @param step makes the change; the same value where there is nothing to change, empty where the
 *     match goes away
 */
public record Rewrite<T>(
    String name,
    String change,
    IpFamily family,
    String typed,
    String listed,
    Class<T> type,
    Step<T> step) {

  /** Makes one change. */
  @FunctionalInterface
  public interface Step<T> {
    /** {@return the value that the kernel keeps, or empty for none} */
    Optional<? extends Object> apply(IpFamily family, T value);
  }

  Optional<? extends Object> apply(IpFamily of, Object value) {
    return step.apply(of, type.cast(value));
  }
}
