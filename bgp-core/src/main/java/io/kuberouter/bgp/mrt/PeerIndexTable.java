package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.OctetString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code PEER_INDEX_TABLE}: the peers that the routes after it name by their position (RFC 6396
 * section 4.3.1).
 *
 * @param viewName its octets, which may be none; see {@link #view}
 * @param peers at most 65535
 */
public record PeerIndexTable(BgpIdentifier collector, OctetString viewName, List<MrtPeer> peers)
    implements MrtBody {
  public PeerIndexTable {
    peers = List.copyOf(peers);
    if (peers.size() > 0xffff) {
      throw new IllegalArgumentException(peers.size() + " peers: at most 65535");
    }
  }

  /** {@return the name of the view, read as UTF-8} */
  public String view() {
    return StandardCharsets.UTF_8.decode(viewName.buffer()).toString();
  }
}
