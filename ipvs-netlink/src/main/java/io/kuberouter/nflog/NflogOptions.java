package io.kuberouter.nflog;

import java.time.Duration;

/**
 * How packets of a group are handed over.
 *
 * @param copyBytes of each packet, from its network header on ({@code NFULNL_COPY_PACKET}); 0 for
 *     none but what is known of it ({@code NFULNL_COPY_META})
 * @param queueThreshold packets that the kernel gathers for one message; 1 to 65535
 * @param flush the longest that it gathers them ({@code NFULA_CFG_TIMEOUT}, of 1/100 s), up to a
 *     day
 * @param bufferBytes of the kernel's message ({@code NFULA_CFG_NLBUFSIZ})
 * @param sequence whether packets are numbered ({@code NFULNL_CFG_F_SEQ}), so that gaps tell losses
 */
public record NflogOptions(
    int copyBytes, int queueThreshold, Duration flush, int bufferBytes, boolean sequence) {

  /** 128 bytes of each, which hold all headers; at once; numbered. */
  public static final NflogOptions DEFAULT =
      new NflogOptions(128, 1, Duration.ofMillis(10), 64 * 1024, true);

  public NflogOptions {
    if (copyBytes < 0 || copyBytes > 65535) {
      throw new IllegalArgumentException("copyBytes " + copyBytes + ", 0 to 65535 expected");
    }
    if (queueThreshold < 1 || queueThreshold > 65535) {
      throw new IllegalArgumentException("queueThreshold " + queueThreshold);
    }
    if (flush.isNegative() || flush.compareTo(Duration.ofDays(1)) > 0 || bufferBytes < 1) {
      throw new IllegalArgumentException("flush " + flush + ", bufferBytes " + bufferBytes);
    }
  }

  /** {@return the same with more or less of each packet} */
  public NflogOptions withCopyBytes(int value) {
    return new NflogOptions(value, queueThreshold, flush, bufferBytes, sequence);
  }

  /** {@return the same with packets numbered, or not} */
  public NflogOptions withSequence(boolean value) {
    return new NflogOptions(copyBytes, queueThreshold, flush, bufferBytes, value);
  }

  /** {@return the same, gathering packets as long as that, up to a number} */
  public NflogOptions gathering(int packets, Duration longest) {
    return new NflogOptions(copyBytes, packets, longest, bufferBytes, sequence);
  }
}
