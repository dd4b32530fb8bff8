package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.number.Prefix;
import java.util.List;

/**
 * A route that a daemon announces.
 *
 * @param communities as {@code 65000:1}
 * @param extended route targets, as {@code 65000:1}
 * @param large as {@code 65000:1:2}
 */
record Announced(
    Prefix prefix, List<String> communities, List<String> extended, List<String> large) {

  Announced {
    communities = List.copyOf(communities);
    extended = List.copyOf(extended);
    large = List.copyOf(large);
  }

  /** A route without communities. */
  static Announced plain(String prefix) {
    return new Announced(Prefix.parse(prefix), List.of(), List.of(), List.of());
  }

  boolean six() {
    return prefix.isIpv6();
  }

  /** Renders communities one by one. */
  static String each(List<String> values, java.util.function.UnaryOperator<String> form) {
    return values.stream().map(form).collect(java.util.stream.Collectors.joining());
  }
}
