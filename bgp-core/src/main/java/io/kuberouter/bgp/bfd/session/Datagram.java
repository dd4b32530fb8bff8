package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.number.OctetString;
import java.net.InetAddress;

/**
 * What came on the port.
 *
 * @param source whose link-local IPv6 address has its scope
 * @param hopLimit TTL or hop limit as it arrived, 0 to 255
 */
public record Datagram(InetAddress source, int sourcePort, int hopLimit, OctetString payload) {}
