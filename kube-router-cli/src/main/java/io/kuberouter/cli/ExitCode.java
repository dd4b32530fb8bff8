package io.kuberouter.cli;

/** How the process ends. */
public enum ExitCode {
  /** Nothing to do, or all of it done. */
  DONE(0),
  /** Something failed. */
  ERROR(1),
  /** {@code plan} and {@code verify}: the node is not as it should be. */
  CHANGES_PENDING(2);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** {@return the exit status} */
  public int status() {
    return status;
  }
}
