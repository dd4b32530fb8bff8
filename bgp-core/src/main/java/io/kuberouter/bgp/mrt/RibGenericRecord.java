package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;
import java.util.List;

/**
 * {@code RIB_GENERIC}: the paths to what is named by the octets of another family (RFC 6396 section
 * 4.3.3, RFC 8050 section 4.3).
 *
 * @param nlri one element as in MP_REACH_NLRI, its length included. Only the family tells where it
 *     ends, so that a record of a family of another form is an {@link UnknownRecord}
 */
public record RibGenericRecord(
    boolean addPath, long sequence, AddressFamily family, OctetString nlri, List<RibEntry> entries)
    implements MrtBody {
  public RibGenericRecord {
    entries = List.copyOf(entries);
    if (sequence < 0 || sequence > 0xffff_ffffL || entries.size() > 0xffff) {
      throw new IllegalArgumentException(
          "sequence " + sequence + ", " + entries.size() + " entries");
    }
  }
}
