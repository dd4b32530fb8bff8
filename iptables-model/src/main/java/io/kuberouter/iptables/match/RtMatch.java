package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * {@code -m rt}: IPv6's Routing header.
 *
 * @param type of the header
 * @param segmentsLeft still to go
 * @param length of the header
 * @param reservedZero whether the reserved field must be 0
 * @param addresses of type 0
 * @param notStrict whether the addresses may have others between them
 */
public record RtMatch(
    Optional<Negatable<Long>> type,
    Optional<Negatable<NumberRange>> segmentsLeft,
    Optional<Negatable<Long>> length,
    boolean reservedZero,
    Optional<List<InetAddress>> addresses,
    boolean notStrict)
    implements Match {

  public RtMatch {
    type.ifPresent(v -> Bounds.check("--rt-type", v.value(), 0, 4294967295L));
    length.ifPresent(v -> Bounds.check("--rt-len", v.value(), 0, 4294967295L));
    addresses = addresses.map(List::copyOf);
  }
}
