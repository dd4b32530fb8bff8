package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m osf}: the operating system, as guessed from a SYN.
 *
 * @param ttl how the time to live is compared
 * @param log what is logged
 */
public record OsfMatch(Negatable<String> genre, Optional<Integer> ttl, Optional<Integer> log)
    implements Match {

  public OsfMatch {
    ttl.ifPresent(v -> Bounds.check("--ttl", v, 0, 2));
    log.ifPresent(v -> Bounds.check("--log", v, 0, 2));
  }
}
