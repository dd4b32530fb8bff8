package io.kuberouter.bgp.mrt;

/**
 * Types of records that are understood; <a
 * href="https://www.iana.org/assignments/mrt/mrt.xhtml#mrt-2">MRT Types</a>. Others are plain
 * numbers in an {@link UnknownRecord}.
 */
public final class MrtType {
  /** {@code TABLE_DUMP}: one route, an old form (RFC 6396 section 4.2). */
  public static final int TABLE_DUMP = 12;

  /** {@code TABLE_DUMP_V2}: section 4.3. */
  public static final int TABLE_DUMP_V2 = 13;

  /** {@code BGP4MP}: section 4.4. */
  public static final int BGP4MP = 16;

  /** {@code BGP4MP_ET}: the same with microseconds (section 3). */
  public static final int BGP4MP_ET = 17;

  private MrtType() {}
}
