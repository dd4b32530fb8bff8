package io.kuberouter.sync.dataplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The IPVS services that the agent has made: they carry no name by which one could tell. Lines of
 * {@code + service} and {@code - service} are appended before a service is made and after it is
 * gone, so that a crash never leaves a service of ours that nobody knows. One writer at a time.
 */
public final class Ledger {

  private final Path file;
  private final Set<String> services = new HashSet<>();
  private boolean exists;
  private int lines;

  private Ledger(Path file) {
    this.file = file;
  }

  /** Reads the ledger of a folder; a missing one is empty. */
  public static Ledger open(Path folder) throws IOException {
    Ledger ledger = new Ledger(folder.resolve("ipvs.ledger"));
    if (Files.exists(ledger.file)) {
      ledger.exists = true;
      for (String line : Files.readAllLines(ledger.file, StandardCharsets.UTF_8)) {
        if (line.startsWith("+ ")) {
          ledger.services.add(line.substring(2));
        } else if (line.startsWith("- ")) {
          ledger.services.remove(line.substring(2));
        }
        ledger.lines++;
      }
    }
    return ledger;
  }

  /** {@return the services, in the words of {@code ServiceKey}} */
  public Set<String> services() {
    return Collections.unmodifiableSet(services);
  }

  /**
   * {@return whether no agent that keeps a ledger has served this node since it started} Then
   * services on addresses of ours are those of another kube-router, which we take over from.
   */
  public boolean isNew() {
    return !exists;
  }

  /** Notes services that were found and are ours; from here on the ledger is no longer new. */
  public void adopt(List<String> keys) throws IOException {
    if (!exists) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "", StandardOpenOption.CREATE);
      exists = true;
    }
    made(keys);
  }

  /** Notes services that are about to be made. */
  public void made(List<String> keys) throws IOException {
    append("+ ", keys.stream().filter(services::add).toList());
  }

  /** Notes services that are gone. */
  public void gone(List<String> keys) throws IOException {
    append("- ", keys.stream().filter(services::remove).toList());
  }

  private void append(String sign, List<String> keys) throws IOException {
    if (keys.isEmpty()) {
      return;
    }
    Files.createDirectories(file.getParent());
    exists = true;
    lines += keys.size();
    if (lines > 1000 + (4 * services.size())) {
      rewrite();
      return;
    }
    StringBuilder text = new StringBuilder();
    keys.forEach(key -> text.append(sign).append(key).append('\n'));
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rewrite() throws IOException {
    Path next = file.resolveSibling("ipvs.ledger.new");
    StringBuilder text = new StringBuilder();
    services.forEach(key -> text.append("+ ").append(key).append('\n'));
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = services.size();
  }
}
