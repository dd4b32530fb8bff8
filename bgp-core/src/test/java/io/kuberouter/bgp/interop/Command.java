package io.kuberouter.bgp.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that is run to its end; one that finds none is killed. Any thread. */
public final class Command {

  private static final long LONGEST_SECONDS = 120;

  /** What a command said, both streams in one. */
  public record Result(int exit, String output) {}

  private Command() {}

  /** Skips the test where a program is not installed. */
  public static void needs(String program) {
    assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
  }

  /** Runs a command. */
  public static Result run(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process
        .onExit()
        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly());
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + String.join(" ", words), e);
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @throws IOException with what it said, when it does not
   */
  public static String must(List<String> words) throws IOException {
    Result result = run(words);
    if (result.exit() != 0) {
      throw new IOException(String.join(" ", words) + ": " + result.output().strip());
    }
    return result.output();
  }
}
