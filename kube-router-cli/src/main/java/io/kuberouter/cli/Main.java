package io.kuberouter.cli;

import io.kuberouter.cli.command.Command;
import io.kuberouter.cli.command.Invocation;
import io.kuberouter.cli.config.Settings;
import io.kuberouter.cli.config.SettingsParser;
import io.kuberouter.cli.config.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program. */
public final class Main {

  private static final String USAGE =
      """
      Usage: kube-router [run|plan|verify|cleanup] [flags]

        run      bring the node to the cluster's state and keep it there (the default)
        plan     print the steps that would be taken; --offline needs neither root nor a kernel
        verify   print the steps that would be taken; nothing to do is success
        cleanup  take everything of ours off the node

        --manifests FOLDER|-   read the cluster from manifests
        --offline              plan against an empty node
        -o, --output FORMAT    text, json, ipvsadm-save, iptables-save, ip6tables-save,
                               ipset-save, routes or bgp

      The flags of the original are taken in all their forms: see docs/flags.md.
      Exit status: 0 nothing to do or done, 2 changes pending, 1 error.
      """;

  private Main() {}

  /** Runs one command line and ends the process. */
  public static void main(String[] args) {
    ExitCode code = run(List.of(args), System.getenv(), System.in, System.out, System.err);
    System.out.flush();
    System.exit(code.status());
  }

  static ExitCode run(
      List<String> args,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    try {
      Settings settings = SettingsParser.parse(args);
      if (settings.help()) {
        out.print(USAGE);
        return ExitCode.DONE;
      }
      if (settings.version()) {
        err.println("kube-router for Java 0.1.0-SNAPSHOT, Java " + Runtime.version());
        return ExitCode.DONE;
      }
      settings.notes().forEach(note -> err.println("note: " + note));
      if (!(settings.command().equals("plan") && settings.offline()) && !isRoot()) {
        err.println(
            "error: kube-router "
                + settings.command()
                + " changes or reads the kernel's tables"
                + " and must run as root; plan --offline need not");
        return ExitCode.ERROR;
      }
      return Command.of(settings.command())
          .execute(new Invocation(settings, environment, in, out, err));
    } catch (UsageException | IOException | IllegalArgumentException e) {
      err.println("error: " + e.getMessage());
      return ExitCode.ERROR;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  private static boolean isRoot() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Uid:")) {
        return line.split("\\s+", -1)[2].equals("0");
      }
    }
    return false;
  }
}
