package io.kuberouter.bgp.number;

/** Autonomous system numbers, which are plain {@code long}s from 0 to 2^32-1. */
public final class Asn {

  /** {@code AS_TRANS}: stands for a number that needs four octets (RFC 6793 section 9). */
  public static final int TRANS = 23456;

  /** The largest number. */
  public static final long MAX = 0xffff_ffffL;

  /** The largest number of two octets. */
  public static final int MAX_TWO_OCTETS = 0xffff;

  private Asn() {}

  /** {@return the number, which is 1 to 2^32-1: 0 is for no AS (RFC 7607)} */
  public static long check(long asn) {
    if (asn < 1 || asn > MAX) {
      throw new IllegalArgumentException("AS number " + asn + ": 1 to " + MAX);
    }
    return asn;
  }

  /** {@return the number, which is 0 to 2^32-1: as it may come, whatever it means} */
  public static long checkOctets(long asn) {
    if (asn < 0 || asn > MAX) {
      throw new IllegalArgumentException("AS number " + asn + ": 0 to " + MAX);
    }
    return asn;
  }

  /** {@return the number as two octets carry it: itself or {@link #TRANS}} */
  public static int twoOctets(long asn) {
    return asn > MAX_TWO_OCTETS ? TRANS : (int) asn;
  }

  /** {@return whether it is for private use: RFC 6996} */
  public static boolean isPrivate(long asn) {
    return (asn >= 64512 && asn <= 65534) || (asn >= 4_200_000_000L && asn <= 4_294_967_294L);
  }
}
