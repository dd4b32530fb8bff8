package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.OctetString;

/** A record of a type or subtype that is not understood, kept as it came. */
public record UnknownRecord(int type, int subtype, OctetString octets) implements MrtBody {
  public UnknownRecord {
    if (type < 0 || type > 0xffff || subtype < 0 || subtype > 0xffff) {
      throw new IllegalArgumentException("type " + type + ", subtype " + subtype);
    }
  }
}
