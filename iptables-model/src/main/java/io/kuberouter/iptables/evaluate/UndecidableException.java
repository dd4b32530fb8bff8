package io.kuberouter.iptables.evaluate;

/** Something that the packet's description does not tell, or that is not modelled. */
final class UndecidableException extends Exception {

  private static final long serialVersionUID = 1;

  UndecidableException(String message) {
    super(message);
  }
}
