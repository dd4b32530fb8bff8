package io.kuberouter.iptables.term;

import java.net.InetAddress;
import java.util.Arrays;

/** Addresses of one family from one to another, both included; {@code 10.0.0.1-10.0.0.9}. */
public record AddressRange(InetAddress first, InetAddress last) implements Term {
  public AddressRange {
    if (first.getClass() != last.getClass()
        || Arrays.compareUnsigned(first.getAddress(), last.getAddress()) > 0) {
      throw new IllegalArgumentException(
          "addresses "
              + IpAddresses.spell(first)
              + " to "
              + IpAddresses.spell(last)
              + " are no range");
    }
  }

  /** {@return whether an address is one of them} */
  public boolean contains(InetAddress address) {
    return address.getClass() == first.getClass()
        && Arrays.compareUnsigned(address.getAddress(), first.getAddress()) >= 0
        && Arrays.compareUnsigned(address.getAddress(), last.getAddress()) <= 0;
  }

  @Override
  public void appendTo(StringBuilder out) {
    IpAddresses.append(first, out);
    out.append('-');
    IpAddresses.append(last, out);
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
