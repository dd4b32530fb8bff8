package io.kuberouter.sync.config;

import java.time.Duration;

/** Options of network policy. */
public record PolicyOptions(Duration syncPeriod, boolean defaultDeny, boolean useNftables) {

  /** Defaults of the flags. */
  public static final PolicyOptions DEFAULTS =
      new PolicyOptions(Duration.ofMinutes(5), false, false);
}
