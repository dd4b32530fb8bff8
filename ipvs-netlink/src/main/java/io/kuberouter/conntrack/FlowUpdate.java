package io.kuberouter.conntrack;

import java.util.OptionalLong;

/**
 * What to change of a flow; what is absent stays.
 *
 * @param mark 32 bits
 * @param markMask which bits of the mark change; all without it
 * @param timeoutSeconds until the flow is forgotten, unless packets prolong it; 0 to 2^32-1, 0
 *     forgets it at once; what the kernel cannot count is as long as it can ({@code INT_MAX} ticks,
 *     24 days to 248)
 */
public record FlowUpdate(OptionalLong mark, OptionalLong markMask, OptionalLong timeoutSeconds) {

  private static final long ALL = 0xffff_ffffL;

  public FlowUpdate {
    if ((mark.orElse(0) & ~ALL) != 0 || (markMask.orElse(0) & ~ALL) != 0) {
      throw new IllegalArgumentException("mark " + mark + "/" + markMask + ": 32 bits expected");
    }
    if (markMask.isPresent() && mark.isEmpty()) {
      throw new IllegalArgumentException("a mask without a mark");
    }
    if ((timeoutSeconds.orElse(0) & ~ALL) != 0) {
      throw new IllegalArgumentException(
          "timeout of " + timeoutSeconds.getAsLong() + " s, 0 to " + ALL + " expected");
    }
  }

  /** {@return another mark} */
  public static FlowUpdate mark(long value) {
    return new FlowUpdate(OptionalLong.of(value), OptionalLong.empty(), OptionalLong.empty());
  }

  /** {@return other bits of the mark} */
  public static FlowUpdate mark(long value, long mask) {
    return new FlowUpdate(OptionalLong.of(value), OptionalLong.of(mask), OptionalLong.empty());
  }

  /** {@return another timeout} */
  public static FlowUpdate timeout(long seconds) {
    return new FlowUpdate(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(seconds));
  }

  /**
   * {@return what a mark becomes: as in the kernel, the mask's bits are cleared, the mark's turned}
   */
  long markOf(long before) {
    if (mark.isEmpty()) {
      return before;
    }
    return markMask.isEmpty()
        ? mark.getAsLong()
        : ((before & ~markMask.getAsLong()) ^ mark.getAsLong()) & ALL;
  }
}
