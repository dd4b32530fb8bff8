package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.SetReference;
import java.util.Optional;

/**
 * {@code -j SET}: changes a set, or takes marks from it.
 *
 * @param operation what happens
 * @param set and what of the packet
 * @param exist whether the timeout is set anew where it is there
 * @param timeout seconds
 * @param mapMark whether the mark is taken
 * @param mapPriority whether the priority is taken
 * @param mapQueue whether the queue is taken
 */
public record SetTarget(
    Operation operation,
    SetReference set,
    boolean exist,
    Optional<Long> timeout,
    boolean mapMark,
    boolean mapPriority,
    boolean mapQueue)
    implements Target {

  /** What happens to the set. */
  public enum Operation {
    ADD("--add-set"),
    DELETE("--del-set"),
    MAP("--map-set");

    private final String word;

    Operation(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public SetTarget {
    timeout.ifPresent(v -> Bounds.check("--timeout", v, 0, 4294967295L));
  }
}
