package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m ecn}: explicit congestion notification.
 *
 * @param tcpEce the echo bit of TCP
 * @param tcpCwr the window-reduced bit of TCP
 * @param ipEct the field of the IP header
 */
public record EcnMatch(
    Optional<Boolean> tcpEce, Optional<Boolean> tcpCwr, Optional<Negatable<Integer>> ipEct)
    implements Match {

  public EcnMatch {
    ipEct.ifPresent(v -> Bounds.check("--ecn-ip-ect", v.value(), 0, 3));
  }
}
