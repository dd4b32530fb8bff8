package io.kuberouter.route;

/**
 * An address as the kernel lists it.
 *
 * @param state {@code IFA_F_…} beyond those that its owner decides: {@link #PERMANENT}, {@link
 *     #TENTATIVE} …
 * @param validSeconds how long it is there still; {@link #FOREVER}
 * @param preferredSeconds how long it is used for new connections
 */
public record ObservedAddress(
    InterfaceAddress address, int state, long validSeconds, long preferredSeconds) {

  /** {@code IFA_F_PERMANENT}. */
  public static final int PERMANENT = 0x80;

  /** {@code IFA_F_TENTATIVE}: another owner is looked for. */
  public static final int TENTATIVE = 0x40;

  /** {@code INFINITY_LIFE_TIME}. */
  public static final long FOREVER = 0xffff_ffffL;
}
