package io.kuberouter.sync.config;

import io.kuberouter.sync.cluster.Cidr;
import java.time.Duration;
import java.util.List;

/** Options of the service proxy; a zero timeout leaves the kernel's value. */
public record ProxyOptions(
    boolean masqueradeAll,
    boolean hairpinMode,
    boolean nodePortBindOnAllIp,
    boolean permitAll,
    boolean gracefulTermination,
    Duration gracefulPeriod,
    Duration syncPeriod,
    Duration tcpTimeout,
    Duration tcpFinTimeout,
    Duration udpTimeout,
    List<Cidr> excludedCidrs) {

  public ProxyOptions {
    excludedCidrs = List.copyOf(excludedCidrs);
  }

  /** Defaults of the flags. */
  public static final ProxyOptions DEFAULTS =
      new ProxyOptions(
          false,
          false,
          false,
          true,
          false,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          List.of());
}
