package io.kuberouter.ipvs;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual service as one asks for it.
 *
 * @param scheduler the module's name without {@code ip_vs_}: rr, wrr, lc, wlc, sh, mh … or {@code
 *     none}; 1 to 15 bytes
 * @param flags {@code IP_VS_SVC_F_…}
 * @param timeoutSeconds of persistence; 0 without it
 * @param netmask what persistence looks at; the whole address without it
 * @param persistenceEngine the module's name without {@code ip_vs_pe_}: sip
 */
public record VirtualService(
    ServiceKey key,
    String scheduler,
    Set<ServiceFlag> flags,
    long timeoutSeconds,
    Netmask netmask,
    Optional<String> persistenceEngine) {

  /** {@code IP_VS_SCHEDNAME_MAXLEN}, {@code IP_VS_PENAME_MAXLEN}, without the zero behind. */
  private static final int MOST_NAME_BYTES = 15;

  public VirtualService {
    checkName("scheduler", scheduler);
    persistenceEngine.ifPresent(name -> checkName("persistence engine", name));
    if (timeoutSeconds < 0 || timeoutSeconds > 0xffff_ffffL) {
      throw new IllegalArgumentException("timeout of " + timeoutSeconds + " s");
    }
    if (netmask.ipv6() != key.ipv6()) {
      throw new IllegalArgumentException("netmask " + netmask + " is of the other family: " + key);
    }
    flags = ServiceFlag.of(ServiceFlag.bits(flags)); // one of a few unmodifiable sets
  }

  private static void checkName(String what, String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MOST_NAME_BYTES || name.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          what + " \"" + name + "\": 1 to " + MOST_NAME_BYTES + " bytes expected");
    }
  }

  /** {@return a service without flags and persistence} */
  public static VirtualService of(ServiceKey key, String scheduler) {
    return new VirtualService(
        key, scheduler, Set.of(), 0, Netmask.whole(key.ipv6()), Optional.empty());
  }

  /** {@return the same service, to which a client comes back for some time} */
  public VirtualService persistent(long seconds) {
    Set<ServiceFlag> more = EnumSet.of(ServiceFlag.PERSISTENT);
    more.addAll(flags);
    return new VirtualService(key, scheduler, more, seconds, netmask, persistenceEngine);
  }

  /** {@return the same service with a mask of what persistence looks at} */
  public VirtualService withNetmask(Netmask mask) {
    return new VirtualService(key, scheduler, flags, timeoutSeconds, mask, persistenceEngine);
  }

  /** {@return the same service with these flags, and no others} */
  public VirtualService withFlags(Set<ServiceFlag> those) {
    return new VirtualService(key, scheduler, those, timeoutSeconds, netmask, persistenceEngine);
  }

  /** {@return the same service, whose persistence looks into packets, such as {@code sip}} */
  public VirtualService withPersistenceEngine(String name) {
    return new VirtualService(key, scheduler, flags, timeoutSeconds, netmask, Optional.of(name));
  }
}
