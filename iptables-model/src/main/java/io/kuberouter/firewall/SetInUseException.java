package io.kuberouter.firewall;

/**
 * A set is wanted with a type or family that the kernel does not swap with the one it has, and
 * rules name it, which the caller does not let go.
 */
public final class SetInUseException extends Exception {
  private static final long serialVersionUID = 1;

  private final String set;

  /** Creates the exception. */
  SetInUseException(String set, String message) {
    super(message);
    this.set = set;
  }

  /** {@return the name of the set} */
  public String set() {
    return set;
  }
}
