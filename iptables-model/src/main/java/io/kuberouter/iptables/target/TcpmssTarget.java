package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import java.util.Optional;

/**
 * {@code -j TCPMSS}: lowers the maximum segment size of a SYN.
 *
 * @param size to; to what the path takes where absent
 */
public record TcpmssTarget(Optional<Integer> size) implements Target {

  public TcpmssTarget {
    size.ifPresent(v -> Bounds.check("--set-mss", v, 0, 65535));
  }
}
