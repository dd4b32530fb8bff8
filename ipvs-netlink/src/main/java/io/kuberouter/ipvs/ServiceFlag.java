package io.kuberouter.ipvs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code IP_VS_SVC_F_…} of {@code linux/ip_vs.h}, in its order; without {@code IP_VS_SVC_F_HASHED}
 * (2), which is the kernel's own.
 */
public enum ServiceFlag {
  /** {@code IP_VS_SVC_F_PERSISTENT}: a client keeps its server for the service's timeout. */
  PERSISTENT(0x01),
  /** {@code IP_VS_SVC_F_ONEPACKET}: each datagram is scheduled alone. */
  ONE_PACKET(0x04),
  /** {@code IP_VS_SVC_F_SCHED1}: {@code sh-fallback}, {@code mh-fallback}. */
  SCHEDULER_1(0x08),
  /** {@code IP_VS_SVC_F_SCHED2}: {@code sh-port}, {@code mh-port}. */
  SCHEDULER_2(0x10),
  /** {@code IP_VS_SVC_F_SCHED3}: no scheduler reads it yet. */
  SCHEDULER_3(0x20);

  private static final int ALL = 0x3f;

  /** The set for each number, so that decoding makes none. */
  private static final List<Set<ServiceFlag>> SETS =
      IntStream.rangeClosed(0, ALL).mapToObj(ServiceFlag::make).toList();

  private final int bit;

  ServiceFlag(int bit) {
    this.bit = bit;
  }

  private static Set<ServiceFlag> make(int bits) {
    Set<ServiceFlag> set = EnumSet.noneOf(ServiceFlag.class);
    for (ServiceFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        set.add(flag);
      }
    }
    return Collections.unmodifiableSet(set);
  }

  /** {@return the flags in a number; the kernel's own and unknown ones are left out} */
  public static Set<ServiceFlag> of(int bits) {
    return SETS.get(bits & ALL);
  }

  /** {@return the number that stands for flags} */
  public static int bits(Set<ServiceFlag> flags) {
    int bits = 0;
    for (ServiceFlag flag : flags) {
      bits |= flag.bit;
    }
    return bits;
  }
}
