package io.kuberouter.iptables.term;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What an address is translated to; written {@code 10.0.0.1}, {@code 10.0.0.1-10.0.0.9:80-90},
 * {@code :80}, {@code [fd00::1]:80}. At least one of addresses and ports is there.
 *
 * @param base the port from which the packet's is counted, of {@code :1000-2000/500}
 */
public record NatRange(
    Optional<AddressRange> addresses, Optional<PortRange> ports, Optional<Integer> base)
    implements Term {
  public NatRange {
    if (addresses.isEmpty() && ports.isEmpty()) {
      throw new IllegalArgumentException("an address or a port to translate to is missing");
    }
    if (base.isPresent() && ports.isEmpty()) {
      throw new IllegalArgumentException("a base port needs a port range");
    }
  }

  /** {@return one address} */
  public static NatRange of(InetAddress address) {
    return new NatRange(
        Optional.of(new AddressRange(address, address)), Optional.empty(), Optional.empty());
  }

  /** {@return one address and port} */
  public static NatRange of(InetAddress address, int port) {
    return new NatRange(
        Optional.of(new AddressRange(address, address)),
        Optional.of(PortRange.of(port)),
        Optional.empty());
  }

  @Override
  public void appendTo(StringBuilder out) {
    addresses.ifPresent(
        range -> {
          boolean brackets = ports.isPresent() && range.first() instanceof Inet6Address;
          out.append(brackets ? "[" : "");
          IpAddresses.append(range.first(), out);
          if (!range.first().equals(range.last())) {
            IpAddresses.append(range.last(), out.append('-'));
          }
          out.append(brackets ? "]" : "");
        });
    ports.ifPresent(
        range -> {
          out.append(':').append(range.first());
          if (range.first() != range.last()) {
            out.append('-').append(range.last());
          }
        });
    base.ifPresent(port -> out.append('/').append(port));
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
