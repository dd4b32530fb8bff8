package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import java.util.List;
import java.util.Optional;

/**
 * {@code -j HMARK}: sets the mark to a hash of the flow.
 *
 * @param sourcePrefix bits of the source that count
 * @param destinationPrefix bits of the destination that count
 * @param sourcePortMask bits of the port that count
 * @param destinationPortMask bits of the port that count
 * @param spiMask bits of the security parameter index that count
 * @param sourcePort added to the port
 * @param destinationPort added to the port
 * @param spi added to the index
 * @param protocolMask bits of the protocol that count
 * @param seed of the hash
 * @param modulus marks are below
 * @param offset added to the mark
 * @param tuple parts that count, as {@code src,dst,sport}
 */
public record HmarkTarget(
    Optional<Integer> sourcePrefix,
    Optional<Integer> destinationPrefix,
    Optional<Integer> sourcePortMask,
    Optional<Integer> destinationPortMask,
    Optional<Long> spiMask,
    Optional<Integer> sourcePort,
    Optional<Integer> destinationPort,
    Optional<Long> spi,
    Optional<Integer> protocolMask,
    long seed,
    long modulus,
    Optional<Long> offset,
    Optional<List<String>> tuple)
    implements Target {

  public HmarkTarget {
    sourcePrefix.ifPresent(v -> Bounds.check("--hmark-src-prefix", v, 0, 128));
    destinationPrefix.ifPresent(v -> Bounds.check("--hmark-dst-prefix", v, 0, 128));
    sourcePortMask.ifPresent(v -> Bounds.check("--hmark-sport-mask", v, 0, 65535));
    destinationPortMask.ifPresent(v -> Bounds.check("--hmark-dport-mask", v, 0, 65535));
    spiMask.ifPresent(v -> Bounds.check("--hmark-spi-mask", v, 0, 4294967295L));
    sourcePort.ifPresent(v -> Bounds.check("--hmark-sport", v, 0, 65535));
    destinationPort.ifPresent(v -> Bounds.check("--hmark-dport", v, 0, 65535));
    spi.ifPresent(v -> Bounds.check("--hmark-spi", v, 0, 4294967295L));
    protocolMask.ifPresent(v -> Bounds.check("--hmark-proto-mask", v, 0, 255));
    Bounds.check("--hmark-rnd", seed, 0, 4294967295L);
    Bounds.check("--hmark-mod", modulus, 1, 4294967295L);
    offset.ifPresent(v -> Bounds.check("--hmark-offset", v, 0, 4294967295L));
    tuple = tuple.map(List::copyOf);
  }
}
