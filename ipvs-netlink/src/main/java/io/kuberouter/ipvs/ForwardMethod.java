package io.kuberouter.ipvs;

import java.util.Optional;

/** {@code IP_VS_CONN_F_FWD_MASK}: how packets reach a server; in the header's order. */
public enum ForwardMethod {
  /** {@code IP_VS_CONN_F_MASQ}: address translation. */
  MASQUERADE(0, "-m", "Masq"),
  /** {@code IP_VS_CONN_F_LOCALNODE}: to this machine. */
  LOCAL(1, "-l", "Local"),
  /** {@code IP_VS_CONN_F_TUNNEL}: wrapped in another packet. */
  TUNNEL(2, "-i", "Tunnel"),
  /** {@code IP_VS_CONN_F_DROUTE}: unchanged, over the link. */
  ROUTE(3, "-g", "Route"),
  /** {@code IP_VS_CONN_F_BYPASS}: past the servers of a cache; the kernel's own. */
  BYPASS(4, "-g", "Bypass");

  private static final ForwardMethod[] VALUES = values();

  private final int number;
  private final String option;
  private final String title;

  ForwardMethod(int number, String option, String title) {
    this.number = number;
    this.option = option;
    this.title = title;
  }

  /** {@return the number of {@code IP_VS_CONN_F_MASQ} and its kin} */
  public int number() {
    return number;
  }

  /** {@return the method of a number, if there is one} */
  public static Optional<ForwardMethod> of(long number) {
    return number >= 0 && number < VALUES.length
        ? Optional.of(VALUES[(int) number])
        : Optional.empty();
  }

  /** {@return the option of {@code ipvsadm}} */
  public String option() {
    return option;
  }

  /** {@return the word of {@code ipvsadm -L}} */
  public String title() {
    return title;
  }
}
