package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CapabilityCode;
import java.util.List;
import java.util.Optional;

/** Routes may be kept for long after their session as a last resort (RFC 9494 section 3). */
public record LongLivedGracefulRestartCapability(List<Family> families) implements Capability {

  /** What the 24 bits of a time hold. */
  public static final int LONGEST_SECONDS = 0xff_ffff;

  /**
   * One family.
   *
   * @param seconds to keep stale routes, 0 to 2^24-1
   */
  public record Family(AddressFamily family, boolean forwarding, int seconds) {
    public Family {
      if (seconds < 0 || seconds > LONGEST_SECONDS) {
        throw new IllegalArgumentException("long-lived stale time " + seconds + " s");
      }
    }
  }

  public LongLivedGracefulRestartCapability {
    families = List.copyOf(families);
  }

  /** {@return the entry of a family} */
  public Optional<Family> of(AddressFamily family) {
    return families.stream().filter(f -> f.family().equals(family)).findFirst();
  }

  @Override
  public int code() {
    return CapabilityCode.LONG_LIVED_GRACEFUL_RESTART.code();
  }
}
