package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;

/**
 * One number of a peer; <a
 * href="https://www.iana.org/assignments/bmp-parameters/bmp-parameters.xhtml#statistics-types">BMP
 * Statistics Types</a>. The length tells the form.
 */
public sealed interface Statistic
    permits Statistic.Counter, Statistic.Gauge, Statistic.FamilyGauge, Statistic.Unknown {

  /** {@return the type, 0 to 65535} */
  int type();

  /**
   * A counter of 32 bits: types 0 to 6 and 11 to 13.
   *
   * @param value 0 to 2^32-1
   */
  record Counter(int type, long value) implements Statistic {

    /** "Number of prefixes rejected by inbound policy". */
    public static final int REJECTED = 0;

    /** "Number of updates subjected to treat-as-withdraw treatment": RFC 7606. */
    public static final int UPDATES_TREATED_AS_WITHDRAW = 11;

    public Counter {
      if (value < 0 || value > 0xffff_ffffL) {
        throw new IllegalArgumentException("counter " + value);
      }
    }
  }

  /** A gauge of 64 bits: types 7, 8, 14 and 15. */
  record Gauge(int type, long value) implements Statistic {

    /** "Number of routes in Adj-RIBs-In". */
    public static final int ADJ_RIBS_IN = 7;

    /** "Number of routes in Loc-RIB". */
    public static final int LOC_RIB = 8;
  }

  /** A gauge of 64 bits for one family: types 9, 10, 16 and 17. */
  record FamilyGauge(int type, AddressFamily family, long value) implements Statistic {

    /** "Number of routes in per-AFI/SAFI Adj-RIB-In". */
    public static final int ADJ_RIB_IN = 9;

    /** "Number of routes in per-AFI/SAFI Loc-RIB". */
    public static final int LOC_RIB = 10;
  }

  /** A number of another form, kept as it came. */
  record Unknown(int type, OctetString value) implements Statistic {}
}
