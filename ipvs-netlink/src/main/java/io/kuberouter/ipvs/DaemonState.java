package io.kuberouter.ipvs;

import java.util.Locale;

/** {@code IP_VS_STATE_…}: what a synchronisation daemon does. */
public enum DaemonState {
  /** {@code IP_VS_STATE_MASTER}: tells others of its connections. */
  MASTER(1),
  /** {@code IP_VS_STATE_BACKUP}: hears of others' connections. */
  BACKUP(2);

  private final int number;

  DaemonState(int number) {
    this.number = number;
  }

  /** {@return the header's number} */
  public int number() {
    return number;
  }

  /** {@return as {@code ipvsadm} takes it: {@code master}} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
