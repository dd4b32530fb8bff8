package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import java.util.Optional;

/**
 * {@code -j NFLOG}: hands the packet to a logging program, and goes on.
 *
 * @param prefix up to 63 characters
 * @param group of programs that listen
 * @param range has no effect
 * @param size bytes handed over
 * @param threshold packets collected before
 */
public record NflogTarget(
    Optional<String> prefix, int group, Optional<Long> range, Optional<Long> size, int threshold)
    implements Target {

  public NflogTarget {
    Bounds.check("--nflog-group", group, 0, 65535);
    range.ifPresent(v -> Bounds.check("--nflog-range", v, 0, 4294967295L));
    size.ifPresent(v -> Bounds.check("--nflog-size", v, 0, 4294967295L));
    Bounds.check("--nflog-threshold", threshold, 1, 65535);
  }
}
