package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.Prefix;
import java.util.List;

/**
 * The paths to one prefix: {@code RIB_IPV4_UNICAST} and its like (RFC 6396 section 4.3.2, RFC 8050
 * section 4).
 *
 * @param multicast whether of SAFI 2
 * @param addPath whether entries have path identifiers
 * @param sequence 0 to 2^32-1
 */
public record RibRecord(
    boolean multicast, boolean addPath, long sequence, Prefix prefix, List<RibEntry> entries)
    implements MrtBody {
  public RibRecord {
    entries = List.copyOf(entries);
    if (sequence < 0 || sequence > 0xffff_ffffL || entries.size() > 0xffff) {
      throw new IllegalArgumentException(
          "sequence " + sequence + ", " + entries.size() + " entries");
    }
    if (!addPath && entries.stream().anyMatch(e -> e.pathId() != 0)) {
      throw new IllegalArgumentException("path identifiers without add-path");
    }
  }
}
