package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import java.util.Optional;

/**
 * {@code -j SYNPROXY}: answers connection attempts itself, until they prove real.
 *
 * @param sackPermitted whether selective acknowledgement is offered
 * @param timestamp whether timestamps are
 * @param windowScale that is offered
 * @param mss that is offered
 * @param ecn whether congestion notification is
 */
public record SynproxyTarget(
    boolean sackPermitted,
    boolean timestamp,
    Optional<Integer> windowScale,
    Optional<Integer> mss,
    boolean ecn)
    implements Target {

  public SynproxyTarget {
    windowScale.ifPresent(v -> Bounds.check("--wscale", v, 0, 14));
    mss.ifPresent(v -> Bounds.check("--mss", v, 0, 65535));
  }
}
