package io.kuberouter.cli.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the original's flags take them: {@code 300ms}, {@code 1m30s}, {@code 1.5h}. */
final class GoDuration {

  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|ms|s|m|h)");
  private static final Map<String, Double> NANOS =
      Map.of("ns", 1d, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

  private GoDuration() {}

  static Duration parse(String text) {
    String rest = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    Matcher m = PART.matcher(rest);
    double nanos = 0;
    int at = 0;
    while (m.find() && m.start() == at) {
      nanos += Double.parseDouble(m.group(1)) * NANOS.getOrDefault(m.group(2), 0d);
      at = m.end();
    }
    if (at == 0 || at != rest.length()) {
      throw new IllegalArgumentException("a duration such as 300ms, 5s or 1m30s");
    }
    return Duration.ofNanos((long) (text.startsWith("-") ? -nanos : nanos));
  }
}
