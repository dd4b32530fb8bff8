package io.kuberouter.iptables.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The lock that the legacy tools hold while they exchange a table: whether another program has it,
 * by the kernel's list of locks. The tools themselves wait for it without a word.
 */
final class XtablesLock {

  private static final long POLL_MILLIS = 2;

  private final Path file;
  private final Path locks;

  XtablesLock() {
    this(Path.of("/run/xtables.lock"), Path.of("/proc/locks"));
  }

  XtablesLock(Path file, Path locks) {
    this.file = file;
    this.locks = locks;
  }

  /** Waits until nobody holds it; {@return for how long that was} */
  Duration await(Duration longest) throws IOException {
    if (!isHeld()) {
      return Duration.ZERO;
    }
    long start = System.nanoTime();
    do {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while another program held " + file, e);
      }
    } while (isHeld() && System.nanoTime() - start < longest.toNanos());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Lines are {@code 1: FLOCK ADVISORY WRITE 123 00:1a:4567 0 EOF}; the last number is the inode.
   */
  private boolean isHeld() throws IOException {
    if (!Files.exists(file) || !Files.isReadable(locks)) {
      return false;
    }
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    List<String> lines = Files.readAllLines(locks);
    return lines.stream().anyMatch(line -> line.contains("FLOCK") && line.contains(inode));
  }
}
