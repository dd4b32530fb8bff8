package io.kuberouter.cli.config;

/** A command line that cannot be honoured; says which flag, and what it takes. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public UsageException(String message) {
    super(message);
  }
}
