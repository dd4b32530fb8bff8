package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.OctetString;

/**
 * Routes that came or went (RFC 7854 section 4.6).
 *
 * @param update a whole UPDATE
 */
public record RouteMonitoring(PeerHeader peer, OctetString update) implements BmpMessage {
  @Override
  public int typeCode() {
    return 0;
  }
}
