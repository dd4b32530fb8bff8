package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code iptables-save}, {@code iptables-restore}, their IPv6 twins and {@code ipset}. */
public final class ProcessNetfilterTools implements NetfilterTools {

  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");
  private static final long SECONDS = 60;

  private final List<String> prefix;
  private final List<String> folders;

  /**
   * Uses the tools that stand in the folders of a PATH.
   *
   * @param prefix what to put before each command, such as {@code ip netns exec NAME}; often empty
   */
  public ProcessNetfilterTools(List<String> prefix, Map<String, String> environment) {
    this.prefix = List.copyOf(prefix);
    List<String> all =
        new ArrayList<>(List.of(environment.getOrDefault("PATH", "/usr/bin").split(":")));
    all.addAll(List.of("/usr/sbin", "/sbin"));
    this.folders = all;
  }

  private String find(String tool) throws IOException {
    for (String folder : folders) {
      Path path = Path.of(folder, tool);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    throw new IOException(tool + " is not on the PATH; install iptables and ipset");
  }

  private static String tool(IpFamily family, String what) {
    return (family == IpFamily.IPV6 ? "ip6tables-" : "iptables-") + what;
  }

  @Override
  public String save(IpFamily family) throws IOException {
    return run(List.of(find(tool(family, "save"))), "");
  }

  @Override
  public void restore(IpFamily family, String script) throws IOException {
    if (!script.isEmpty()) {
      run(List.of(find(tool(family, "restore")), "--noflush", "--wait"), script);
    }
  }

  @Override
  public String ipsetSave() throws IOException {
    return run(List.of(find("ipset"), "save"), "");
  }

  @Override
  public void ipsetRestore(String script) throws IOException {
    if (!script.isEmpty()) {
      run(List.of(find("ipset"), "restore", "-exist"), script);
    }
  }

  private String run(List<String> command, String input) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    Process process = new ProcessBuilder(whole).start();
    try {
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // the tool has stopped reading; what it says follows
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + " did not end within " + SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new RestoreFailedException(explain(command, errors.join().strip(), input));
      }
      return output.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String explain(List<String> command, String said, String input) {
    Matcher matcher = LINE.matcher(said);
    String name = Path.of(command.get(0)).getFileName().toString();
    if (matcher.find()) {
      int number = Integer.parseInt(matcher.group(1));
      List<String> lines = input.lines().toList();
      if (number >= 1 && number <= lines.size()) {
        return name + ": " + said.replace('\n', ' ') + " [" + lines.get(number - 1) + "]";
      }
    }
    return name + ": " + said.replace('\n', ' ');
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
