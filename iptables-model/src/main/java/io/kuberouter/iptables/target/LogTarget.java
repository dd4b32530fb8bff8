package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import java.util.Optional;

/**
 * {@code -j LOG}: writes to the kernel log, and goes on.
 *
 * @param prefix up to 29 characters
 * @param level 0 to 7
 * @param tcpSequence whether sequence numbers are written
 * @param tcpOptions whether options of TCP are
 * @param ipOptions whether options of IP are
 * @param user whether the user number is
 * @param macDecode whether hardware addresses are
 */
public record LogTarget(
    Optional<String> prefix,
    int level,
    boolean tcpSequence,
    boolean tcpOptions,
    boolean ipOptions,
    boolean user,
    boolean macDecode)
    implements Target {

  public LogTarget {
    Bounds.check("--log-level", level, 0, 7);
  }
}
