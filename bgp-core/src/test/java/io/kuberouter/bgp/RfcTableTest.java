package io.kuberouter.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rfc.md} names tests that are there. */
class RfcTableTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestThatTheTableNamesIsThere() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher at = NAMED.matcher(Files.readString(Path.of("..", "docs", "rfc.md")));
    while (at.find()) {
      named++;
      if (!sources.getOrDefault(at.group(1), "").contains("void " + at.group(2) + "(")) {
        missing.add(at.group(1) + "#" + at.group(2));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(40);
  }
}
