package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.OctetString;

/**
 * The path that one peer told (RFC 6396 section 4.3.4).
 *
 * @param peerIndex in the {@link PeerIndexTable} before it
 * @param originated seconds since 1970, 0 to 2^32-1
 * @param pathId unsigned; 0 where the record has no path identifiers
 * @param attributes as they were dumped, AS numbers in four octets
 */
public record RibEntry(int peerIndex, long originated, int pathId, OctetString attributes) {
  public RibEntry {
    if (peerIndex < 0 || peerIndex > 0xffff) {
      throw new IllegalArgumentException("peer index " + peerIndex);
    }
    if (originated < 0 || originated > 0xffff_ffffL) {
      throw new IllegalArgumentException("time " + originated + " s: 0 to 2^32-1");
    }
    if (attributes.length() > 0xffff) {
      throw new IllegalArgumentException("attributes of " + attributes.length() + " octets");
    }
  }

  /** Creates an entry of a record without path identifiers. */
  public RibEntry(int peerIndex, long originated, OctetString attributes) {
    this(peerIndex, originated, 0, attributes);
  }
}
