package io.kuberouter.bgp.mrt;

/**
 * One record: a header and what it says.
 *
 * @param seconds since 1970, 0 to 2^32-1
 * @param micros within the second; only records of {@link MrtType#BGP4MP_ET} have any
 * @param extended whether the header has microseconds, which may be 0
 */
public record MrtRecord(long seconds, int micros, boolean extended, MrtBody body) {

  public MrtRecord {
    if (seconds < 0 || seconds > 0xffff_ffffL) {
      throw new IllegalArgumentException("time " + seconds + " s: 0 to 2^32-1");
    }
    if (micros < 0 || (micros > 0 && !extended)) {
      throw new IllegalArgumentException(micros + " us, extended " + extended);
    }
    boolean message = body instanceof Bgp4mpMessage || body instanceof Bgp4mpStateChange;
    if (extended && !message) {
      throw new IllegalArgumentException("only BGP4MP records have microseconds");
    }
  }

  /** Creates a record whose header has seconds alone. */
  public MrtRecord(long seconds, MrtBody body) {
    this(seconds, 0, false, body);
  }
}
