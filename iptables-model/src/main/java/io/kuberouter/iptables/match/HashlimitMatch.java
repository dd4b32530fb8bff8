package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import java.util.List;
import java.util.Optional;

/**
 * {@code -m hashlimit}: a rate for each address, port or both.
 *
 * @param above whether what exceeds the rate matches, or what keeps to it
 * @param rate packets or bytes by time, such as {@code 5/sec} or {@code 512kb/s}
 * @param burst packets, or bytes such as {@code 1mb}
 * @param mode by what is told apart
 * @param table name under {@code /proc/net/ipt_hashlimit}
 * @param size buckets
 * @param most entries
 * @param collect milliseconds between collections
 * @param expire milliseconds until an idle entry goes
 * @param sourceMask prefix length of grouped sources
 * @param destinationMask prefix length of grouped destinations
 * @param rateMatch whether the rate is compared instead of spent
 * @param rateInterval seconds over which it is measured
 */
public record HashlimitMatch(
    boolean above,
    String rate,
    Optional<String> burst,
    Optional<List<Mode>> mode,
    String table,
    Optional<Long> size,
    Optional<Long> most,
    Optional<Long> collect,
    Optional<Long> expire,
    Optional<Integer> sourceMask,
    Optional<Integer> destinationMask,
    boolean rateMatch,
    Optional<Long> rateInterval)
    implements Match {

  /** What tells one bucket from another. */
  public enum Mode {
    SRCIP("srcip"),
    SRCPORT("srcport"),
    DSTIP("dstip"),
    DSTPORT("dstport");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public HashlimitMatch {
    mode = mode.map(List::copyOf);
    size.ifPresent(v -> Bounds.check("--hashlimit-htable-size", v, 0, 4294967295L));
    most.ifPresent(v -> Bounds.check("--hashlimit-htable-max", v, 0, 4294967295L));
    collect.ifPresent(v -> Bounds.check("--hashlimit-htable-gcinterval", v, 0, 4294967295L));
    expire.ifPresent(v -> Bounds.check("--hashlimit-htable-expire", v, 0, 4294967295L));
    sourceMask.ifPresent(v -> Bounds.check("--hashlimit-srcmask", v, 0, 128));
    destinationMask.ifPresent(v -> Bounds.check("--hashlimit-dstmask", v, 0, 128));
    rateInterval.ifPresent(v -> Bounds.check("--hashlimit-rate-interval", v, 0, 4294967295L));
  }
}
