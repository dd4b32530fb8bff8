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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One process for each run, of a tool in the folders of a PATH. May be used by many threads.
 *
 * <p>A run costs about 1 ms above the tool's own time, two thirds of which are the JDK's launcher;
 * a program that is started with {@code -Djdk.lang.Process.launchMechanism=VFORK} saves those.
 */
public final class ProcessToolRunner implements ToolRunner {

  private static final long SECONDS = 120;

  /**
   * So much a pipe takes, whoever reads it: the page that Linux leaves a user with many pipes
   * (pipe(7)).
   */
  private static final int PIPE = 4096;

  /** Tools that end so soon are not worth two threads that read what they say. */
  private static final long BRIEF_MILLIS = 5;

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
      return run(process, command.get(0), input.getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    } catch (UncheckedIOException | CompletionException e) {
      throw new IOException(command.get(0) + ": what it says cannot be read", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Result run(Process process, String tool, byte[] input)
      throws IOException, InterruptedException {
    if (input.length <= PIPE) {
      write(process, input);
      if (process.waitFor(BRIEF_MILLIS, TimeUnit.MILLISECONDS)) {
        return new Result(
            process.exitValue(), text(process.getInputStream()), text(process.getErrorStream()));
      }
    }
    CompletableFuture<String> errors = read(process.getErrorStream());
    CompletableFuture<String> output = read(process.getInputStream());
    if (input.length > PIPE) {
      write(process, input);
    }
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(tool + " did not end within " + SECONDS + " s");
    }
    return new Result(process.exitValue(), output.join(), errors.join());
  }

  private static void write(Process process, byte[] input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // the tool has stopped reading; its status and what it says tell why
    }
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a thread of its own: one that waits its turn lets a tool wait that waits to be read. */
  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> read = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                read.complete(text(stream));
              } catch (UncheckedIOException e) {
                read.completeExceptionally(e);
              }
            },
            "tool-output");
    reader.setDaemon(true);
    reader.start();
    return read;
  }
}
