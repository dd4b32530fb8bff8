package io.kuberouter.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process for each run, of a tool in the folders of a PATH. May be used by many threads. */
public final class ProcessToolRunner implements ToolRunner {

  private static final long SECONDS = 120;

  private final List<String> prefix;
  private final List<String> folders;

  /**
   * Creates a runner.
   *
   * @param prefix what to put before each command, such as {@code ip netns exec NAME}; often empty
   * @param path of folders, between colons; those of the system's tools are added
   */
  public ProcessToolRunner(List<String> prefix, String path) {
    this.prefix = List.copyOf(prefix);
    List<String> all = new ArrayList<>(List.of(path.split(":", -1)));
    all.addAll(List.of("/usr/sbin", "/sbin", "/usr/bin"));
    this.folders = List.copyOf(all);
  }

  private String find(String tool) throws IOException {
    for (String folder : folders) {
      Path path = Path.of(folder, tool);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    throw new IOException(tool + " is not on the PATH: install the package that has it");
  }

  @Override
  public Result run(List<String> command, String input) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.add(find(command.get(0)));
    whole.addAll(command.subList(1, command.size()));
    Process process = new ProcessBuilder(whole).start();
    try {
      CompletableFuture<String> errors = read(process.getErrorStream());
      CompletableFuture<String> output = read(process.getInputStream());
      write(process, input);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + " did not end within " + SECONDS + " s");
      }
      return new Result(process.exitValue(), output.join(), errors.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void write(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // the tool has stopped reading; its status and what it says tell why
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
