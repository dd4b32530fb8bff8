package io.kuberouter.netlink;

import java.io.IOException;

/**
 * Changes have interrupted a dump ({@code NLM_F_DUMP_INTR}) as often as it was to be tried: what it
 * told may lack objects, or hold some twice.
 */
public final class DumpInterruptedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public DumpInterruptedException(String request, int tries) {
    super(request + ": interrupted by changes, " + tries + " times");
  }
}
