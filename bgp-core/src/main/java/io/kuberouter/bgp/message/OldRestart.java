package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.OldFamily;
import java.util.EnumMap;
import java.util.Map;

/**
 * The graceful restart capability (RFC 4724 section 3).
 *
 * @param restarting the R bit: the speaker has just restarted
 * @param seconds within which it expects to be back, 0 to 4095
 * @param forwarding the families whose routes are to be kept meanwhile, and of each whether the
 *     speaker has kept forwarding over its last restart (the F bit)
 */
public record OldRestart(boolean restarting, int seconds, Map<OldFamily, Boolean> forwarding) {

  public OldRestart {
    if (seconds < 0 || seconds > 4095) {
      throw new IllegalArgumentException("restart time " + seconds + " s: 0 to 4095");
    }
    EnumMap<OldFamily, Boolean> copy = new EnumMap<>(OldFamily.class);
    copy.putAll(forwarding);
    forwarding = copy;
  }

  /** {@return the families, and whether each has been forwarded over the last restart} */
  @Override
  public Map<OldFamily, Boolean> forwarding() {
    return Map.copyOf(forwarding);
  }
}
