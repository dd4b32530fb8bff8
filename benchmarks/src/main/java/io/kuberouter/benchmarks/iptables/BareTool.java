package io.kuberouter.benchmarks.iptables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rival without a JVM: a shell that starts {@code iptables-restore --noflush} with a file and
 * reads the clock before and after.
 */
final class BareTool implements AutoCloseable {

  private static final String SHELL =
      """
      tool=$(command -v "$0")
      while read -r file; do
        start=${EPOCHREALTIME/./}
        "$tool" --noflush < "$file" 2>&1
        status=$?
        echo "$status $((${EPOCHREALTIME/./} - start))"
      done
      """;

  private final Process shell;
  private final BufferedReader answers;
  private final Writer questions;
  private final Path file = Files.createTempFile("policy-change", ".rules");

  BareTool(String tool) throws IOException {
    shell = new ProcessBuilder("bash", "-c", SHELL, tool).redirectErrorStream(true).start();
    answers = shell.inputReader();
    questions = shell.outputWriter();
  }

  /** {@return the milliseconds of a restore} */
  double restore(String script) throws IOException {
    Files.writeString(file, script);
    questions.write(file + "\n");
    questions.flush();
    String answer = String.valueOf(answers.readLine());
    if (!answer.startsWith("0 ")) {
      throw new IOException(answer);
    }
    return Long.parseLong(answer.substring(2)) / 1e3;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    shell.destroy();
    Files.delete(file);
  }
}
