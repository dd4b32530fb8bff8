package io.kuberouter.bgp.bmp.sender;

import io.kuberouter.bgp.interop.Command;
import io.kuberouter.bgp.interop.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** pmacct's monitoring station, somebody else's work, which writes down what it hears as JSON. */
public final class Pmacct implements AutoCloseable {

  private static final String PROGRAM = "/usr/sbin/pmbmpd";

  private final InetSocketAddress address;
  private final Path log;
  private final Path words;
  private final Process process;

  private Pmacct(Path folder, String host) throws IOException {
    address = new InetSocketAddress(host, FreePort.on(host));
    log = folder.resolve("told.json");
    words = folder.resolve("log");
    Path config =
        Files.writeString(
            folder.resolve("pmbmpd.conf"),
            """
            bmp_daemon_ip: %s
            bmp_daemon_port: %d
            bmp_daemon_max_peers: 4
            bmp_daemon_msglog_file: %s
            """
                .formatted(host, address.getPort(), log));
    process =
        new ProcessBuilder(PROGRAM, "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
  }

  /**
   * Starts one on an address of the loopback device; the test is skipped where it is not installed.
   */
  public static Pmacct on(String host, Path folder) throws IOException {
    Command.needs(PROGRAM);
    return new Pmacct(folder, host);
  }

  /** {@return where it listens, soon} */
  public InetSocketAddress address() {
    return address;
  }

  /** {@return what it has written down so far} */
  public String told() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** {@return what it said beside} */
  public String words() throws IOException {
    return Files.readString(words);
  }

  @Override
  public void close() throws IOException {
    // it does not listen to TERM
    Command.run(List.of("/bin/kill", "-INT", String.valueOf(process.pid())));
    process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process).join();
    process.destroyForcibly();
  }
}
