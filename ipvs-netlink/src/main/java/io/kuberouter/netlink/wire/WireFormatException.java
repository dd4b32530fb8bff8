package io.kuberouter.netlink.wire;

import java.io.IOException;

/** Bytes that are no well-formed netlink message; says where, expected and found. */
public final class WireFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public WireFormatException(String message) {
    super(message);
  }
}
