package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.CommonOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Which external and load-balancer addresses of Services are allowed. */
final class ServiceIpFilter {

  private final CommonOptions options;

  ServiceIpFilter(CommonOptions options) {
    this.options = options;
  }

  /** {@return those of {@code spec.externalIPs} that may be used} */
  List<InetAddress> externalIps(List<String> texts, Consumer<String> rejected) {
    return filter(
        texts,
        options.serviceExternalIpRanges(),
        "external IP",
        "--service-external-ip-range",
        rejected);
  }

  /** {@return those load-balancer addresses that may be used} */
  List<InetAddress> loadBalancerIps(List<String> texts, Consumer<String> rejected) {
    return filter(
        texts,
        options.loadBalancerIpRanges(),
        "load balancer IP",
        "--loadbalancer-ip-range",
        rejected);
  }

  private List<InetAddress> filter(
      List<String> texts, List<Cidr> ranges, String kind, String flag, Consumer<String> rejected) {
    List<InetAddress> kept = new ArrayList<>();
    for (String text : texts) {
      InetAddress address;
      try {
        address = IpText.parse(text);
      } catch (IllegalArgumentException e) {
        rejected.accept(kind + " left out: " + e.getMessage());
        continue;
      }
      if (options.strictExternalIpValidation()) {
        if (options.serviceClusterIpRanges().stream().anyMatch(c -> c.contains(address))) {
          rejected.accept(kind + " " + text + " left out: it lies in --service-cluster-ip-range");
          continue;
        }
        if (ranges.stream().noneMatch(c -> c.contains(address))) {
          rejected.accept(
              kind
                  + " "
                  + text
                  + " left out: it lies in no "
                  + flag
                  + (ranges.isEmpty() ? " (none is set)" : ""));
          continue;
        }
      }
      if (!kept.contains(address)) {
        kept.add(address);
      }
    }
    return kept;
  }
}
