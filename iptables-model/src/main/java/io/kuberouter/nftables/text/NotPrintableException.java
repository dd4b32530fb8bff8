package io.kuberouter.nftables.text;

/** A value that has no form in the syntax of nft; its JSON has. */
public final class NotPrintableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  NotPrintableException(String what) {
    super("has no form in nft's syntax, send it as JSON: " + what);
  }
}
