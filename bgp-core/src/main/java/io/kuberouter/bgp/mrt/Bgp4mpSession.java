package io.kuberouter.bgp.mrt;

import java.net.InetAddress;

/**
 * Between whom something happened: what all BGP4MP records begin with (RFC 6396 section 4.4).
 *
 * @param fourOctetAs whether the record's AS numbers, and those in its message, have four octets
 * @param interfaceIndex 0 to 65535, 0 where it was not known
 */
public record Bgp4mpSession(
    long peerAs,
    long localAs,
    int interfaceIndex,
    InetAddress peer,
    InetAddress local,
    boolean fourOctetAs) {
  public Bgp4mpSession {
    long most = fourOctetAs ? 0xffff_ffffL : 0xffff;
    if (peerAs < 0 || peerAs > most || localAs < 0 || localAs > most) {
      throw new IllegalArgumentException("AS " + peerAs + " and " + localAs + ": 0 to " + most);
    }
    if (interfaceIndex < 0 || interfaceIndex > 0xffff) {
      throw new IllegalArgumentException("interface " + interfaceIndex);
    }
    if (peer.getAddress().length != local.getAddress().length) {
      throw new IllegalArgumentException(
          peer.getHostAddress() + " and " + local.getHostAddress() + ": two families");
    }
  }
}
