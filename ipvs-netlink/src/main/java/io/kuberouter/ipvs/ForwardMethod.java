package io.kuberouter.ipvs;

/** {@code IP_VS_CONN_F_FWD_MASK}: how packets reach a server. */
public enum ForwardMethod {
  MASQUERADE("-m"),
  LOCAL("-l"),
  TUNNEL("-i"),
  ROUTE("-g");

  private final String option;

  ForwardMethod(String option) {
    this.option = option;
  }

  /** {@return the option of {@code ipvsadm}} */
  public String option() {
    return option;
  }
}
