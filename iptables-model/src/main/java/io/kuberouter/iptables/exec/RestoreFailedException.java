package io.kuberouter.iptables.exec;

import java.io.IOException;

/** A tool's refusal of its input: what it said, and the line that it names. */
public final class RestoreFailedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public RestoreFailedException(String message) {
    super(message);
  }
}
