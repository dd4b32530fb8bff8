package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.number.IpAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The neighbour of a session, which tells sessions apart before discriminators are known (RFC 5881
 * section 3).
 *
 * @param scope the interface's index of a link-local IPv6 address, otherwise 0
 */
public record SessionKey(InetAddress neighbor, int scope) implements Comparable<SessionKey> {

  /** {@return the key of a neighbour's address, of whose scope only a link-local one counts} */
  public static SessionKey of(InetAddress neighbor) {
    int scope =
        neighbor instanceof Inet6Address six && six.isLinkLocalAddress() ? six.getScopeId() : 0;
    return new SessionKey(neighbor, scope);
  }

  @Override
  public int compareTo(SessionKey other) {
    return toString().compareTo(other.toString());
  }

  /** {@return the address, with its scope where there is one} */
  @Override
  public String toString() {
    return IpAddresses.text(neighbor) + (scope == 0 ? "" : "%" + scope);
  }
}
