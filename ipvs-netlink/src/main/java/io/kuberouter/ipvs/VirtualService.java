package io.kuberouter.ipvs;

/**
 * A virtual service as one asks for it.
 *
 * @param scheduler the module's name without {@code ip_vs_}: rr, wrr, lc, sh, mh …
 * @param flags {@code IP_VS_SVC_F_…}
 * @param timeoutSeconds of persistence; 0 without it
 * @param netmaskLength how many bits of the client's address persistence looks at: 32 or 128 for
 *     all; -1 for a mask that is no prefix
 */
public record VirtualService(
    ServiceKey key, String scheduler, int flags, int timeoutSeconds, int netmaskLength) {

  /** {@code IP_VS_SVC_F_PERSISTENT}. */
  public static final int FLAG_PERSISTENT = 1;

  /** {@code IP_VS_SVC_F_HASHED}: the kernel's own, never seen outside. */
  public static final int FLAG_HASHED = 2;

  /** {@code IP_VS_SVC_F_ONEPACKET}. */
  public static final int FLAG_ONE_PACKET = 4;

  /** {@code IP_VS_SVC_F_SCHED1}: mh-fallback, sh-fallback. */
  public static final int FLAG_SCHED_1 = 8;

  /** {@code IP_VS_SVC_F_SCHED2}: mh-port, sh-port. */
  public static final int FLAG_SCHED_2 = 16;

  /** {@code IP_VS_SVC_F_SCHED3}. */
  public static final int FLAG_SCHED_3 = 32;
}
