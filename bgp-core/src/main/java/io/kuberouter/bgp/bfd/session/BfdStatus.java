package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.engine.BfdSession;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A session as it stands.
 *
 * @param discarded packets of the session that were not taken, by reason
 * @param lastRefusal what the kernel last said against sending
 */
public record BfdStatus(
    InetAddress neighbor,
    BfdSession session,
    long sent,
    long received,
    Map<Discard, Long> discarded,
    Optional<String> lastRefusal) {
  public BfdStatus {
    discarded = Map.copyOf(discarded);
  }
}
