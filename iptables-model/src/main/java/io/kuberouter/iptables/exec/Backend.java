package io.kuberouter.iptables.exec;

/** The two packet filters of the kernel that tools named {@code iptables} may speak to. */
public enum Backend {
  /** {@code ip_tables}: whole tables are exchanged. */
  LEGACY("legacy"),
  /** {@code nf_tables} through its compatible tools. */
  NFT("nft");

  private final String word;

  Backend(String word) {
    this.word = word;
  }

  /** {@return the middle of the tools' names: {@code iptables-nft-save}} */
  @Override
  public String toString() {
    return word;
  }
}
