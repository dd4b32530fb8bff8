package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.IpBlock;

/** Spellings of addresses that some options have of their own. */
public final class AddressFormat {

  private AddressFormat() {}

  /** {@return the block, without a mask where it is one address} */
  public static String bareHost(IpBlock block) {
    return block.isHost() ? IpAddresses.spell(block.address()) : block.toString();
  }
}
