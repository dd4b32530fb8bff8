package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.number.OctetString;
import java.net.InetAddress;

/**
 * What came on the port.
 *
 * @param source whose link-local IPv6 address has its scope
 * @param hopLimit TTL or hop limit as it arrived, 0 to 255
 * @param multihop whether it came to the port of sessions over several hops (RFC 5883)
 */
public record Datagram(
    InetAddress source, int sourcePort, int hopLimit, OctetString payload, boolean multihop) {

  /** Creates a datagram that came to the port of sessions on a link. */
  public Datagram(InetAddress source, int sourcePort, int hopLimit, OctetString payload) {
    this(source, sourcePort, hopLimit, payload, false);
  }
}
