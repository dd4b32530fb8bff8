package io.kuberouter.ipvs;

import java.util.Arrays;
import java.util.Optional;

/** {@code IP_VS_CONN_F_FWD_MASK}: how packets reach a server. */
public enum ForwardMethod {
  MASQUERADE(0, "-m"),
  LOCAL(1, "-l"),
  TUNNEL(2, "-i"),
  ROUTE(3, "-g");

  private final int number;
  private final String option;

  ForwardMethod(int number, String option) {
    this.number = number;
    this.option = option;
  }

  /** {@return the number of {@code IP_VS_CONN_F_MASQ} and its kin} */
  public int number() {
    return number;
  }

  /** {@return the method of a number, if there is one} */
  public static Optional<ForwardMethod> of(long number) {
    return Arrays.stream(values()).filter(method -> method.number == number).findFirst();
  }

  /** {@return the option of {@code ipvsadm}} */
  public String option() {
    return option;
  }
}
