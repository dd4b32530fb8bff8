package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CapabilityCode;
import java.util.List;
import java.util.Optional;

/**
 * The speaker keeps forwarding while it restarts (RFC 4724 section 3).
 *
 * @param restarting the R bit: it has just restarted
 * @param notification the N bit: its routes may stay over a NOTIFICATION too (RFC 8538 section 2)
 * @param seconds within which it expects to be back, 0 to 4095
 * @param families whose routes are to be kept meanwhile; none: it only helps others
 */
public record GracefulRestartCapability(
    boolean restarting, boolean notification, int seconds, List<Family> families)
    implements Capability {

  /**
   * A family whose routes are to be kept.
   *
   * @param forwarding the F bit: packets were forwarded all over the last restart
   */
  public record Family(AddressFamily family, boolean forwarding) {}

  /** The longest restart time. */
  public static final int LONGEST_SECONDS = 4095;

  public GracefulRestartCapability {
    if (seconds < 0 || seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException("restart time " + seconds + " s: 0 to 4095");
    }
    families = List.copyOf(families);
  }

  /** {@return the entry of a family} */
  public Optional<Family> of(AddressFamily family) {
    return families.stream().filter(f -> f.family().equals(family)).findFirst();
  }

  @Override
  public int code() {
    return CapabilityCode.GRACEFUL_RESTART.code();
  }
}
