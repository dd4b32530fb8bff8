package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.OctetString;
import java.net.InetAddress;
import java.util.List;

/**
 * A session is Established (RFC 7854 section 4.10), or the Loc-RIB is told from now on (RFC 9069
 * section 5.2).
 *
 * @param local our address, of the peer's family
 * @param sentOpen the whole OPEN as it went
 * @param receivedOpen the whole OPEN as it came
 */
public record PeerUp(
    PeerHeader peer,
    InetAddress local,
    int localPort,
    int remotePort,
    OctetString sentOpen,
    OctetString receivedOpen,
    List<Tlv> information)
    implements BmpMessage {
  public PeerUp {
    information = List.copyOf(information);
    if ((localPort | remotePort) >>> 16 != 0) {
      throw new IllegalArgumentException("ports " + localPort + " and " + remotePort);
    }
    if (local.getAddress().length != peer.address().getAddress().length) {
      throw new IllegalArgumentException(
          local.getHostAddress() + " and " + peer.address().getHostAddress() + ": two families");
    }
  }

  @Override
  public int typeCode() {
    return 3;
  }
}
