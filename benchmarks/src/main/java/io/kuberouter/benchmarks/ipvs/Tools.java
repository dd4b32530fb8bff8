package io.kuberouter.benchmarks.ipvs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Programs that are run, namespaces to run them in, and numbers to print. */
final class Tools {

  private Tools() {}

  /** Runs a program to its end, and returns what it printed. */
  static String run(String... command) throws IOException, InterruptedException {
    return run(null, command);
  }

  /** Runs a program with a file as its input. */
  static String run(@Nullable Path input, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + text);
    }
    return text;
  }

  /** Makes a namespace, with {@code lo} up: without it IPVS takes no server. */
  static void namespace(String name) throws IOException, InterruptedException {
    run("ip", "netns", "add", name);
    run("ip", "-n", name, "link", "set", "lo", "up");
  }

  static void dropNamespace(String name) throws IOException, InterruptedException {
    run("ip", "netns", "del", name);
  }

  static String[] in(String namespace, String... command) {
    String[] all =
        Arrays.copyOf(new String[] {"ip", "netns", "exec", namespace}, 4 + command.length);
    System.arraycopy(command, 0, all, 4, command.length);
    return all;
  }

  static Path file(List<String> lines) throws IOException {
    Path file = Files.createTempFile("benchmark", ".txt");
    file.toFile().deleteOnExit();
    return Files.write(file, lines);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  /** {@return a line of JSON with the runs and the median of both sides} */
  static String result(String name, String theirs, double[] theirMillis, double[] ourMillis) {
    return String.format(
        Locale.ROOT,
        "{\"benchmark\":\"%s\",\"beside\":\"%s\",\"theirsMillis\":%s,\"oursMillis\":%s,\"ratio\":%.1f}",
        name,
        theirs,
        list(theirMillis),
        list(ourMillis),
        median(theirMillis) / median(ourMillis));
  }

  private static String list(double[] values) {
    StringBuilder out = new StringBuilder("[");
    for (double value : values) {
      out.append(out.length() == 1 ? "" : ",").append(String.format(Locale.ROOT, "%.2f", value));
    }
    return out.append(']').toString();
  }

  /** {@return bytes in use after the collector has done all that it can} */
  static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
