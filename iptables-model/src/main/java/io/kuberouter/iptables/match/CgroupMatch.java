package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m cgroup}: the control group of the socket.
 *
 * @param path of version 2
 * @param classId of version 1
 */
public record CgroupMatch(Optional<Negatable<String>> path, Optional<Negatable<Long>> classId)
    implements Match {

  public CgroupMatch {
    classId.ifPresent(v -> Bounds.check("--cgroup", v.value(), 0, 4294967295L));
  }
}
