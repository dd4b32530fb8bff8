package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.watch.ManifestFolder.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of manifests, looked at ten times a second: size, time and inode tell what to read
 * again, which also works where the file system sends no notifications. A changed file is read once
 * it looks the same twice, so that one in the middle of being written is left alone. Hidden files
 * and folders are not read. One thread of its own.
 */
public final class FolderSource implements ClusterSource {

  private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);
  private static final long PERIOD_MILLIS = 100;

  /** A file whose time is younger than this may change once more without looking different. */
  private static final long CLOCK_GRAIN_MILLIS = 2_000;

  /** What is known of one file. */
  private static final class Known {
    Stamp seen;
    @Nullable Stamp read;
    boolean settled;
    boolean missed;
    String text = "";
    String failure = "";

    Known(Stamp seen) {
      this.seen = seen;
    }
  }

  private final ManifestFolder folder;
  private final ManifestObjects objects = new ManifestObjects();
  private final Map<String, Known> files = new TreeMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private @Nullable Thread thread;

  /**
   * Reads the {@code .yaml}, {@code .yml} and {@code .json} files below a folder, or one file of
   * any name.
   */
  public FolderSource(Path folder) {
    this.folder = new ManifestFolder(folder);
  }

  /**
   * Reads manifests once.
   *
   * @param name of the text, for reports
   * @return all events, ending with {@link ClusterEvent.Synced}
   */
  public static List<ClusterEvent> readText(String name, String text) {
    ManifestObjects objects = new ManifestObjects();
    List<ClusterEvent> events = new ArrayList<>();
    objects.take(name, text, events::add);
    objects.tell(events::add);
    events.add(new ClusterEvent.Synced());
    return events;
  }

  /**
   * Reads manifests once, in UTF-8, to the end of the stream, which stays open.
   *
   * @return all events, ending with {@link ClusterEvent.Synced}
   */
  public static List<ClusterEvent> readOnce(InputStream in) throws IOException {
    return readText("stdin", new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  /**
   * Reads a folder, or one file, once.
   *
   * @return all events, ending with {@link ClusterEvent.Synced}
   * @throws IOException when there is neither
   */
  public static List<ClusterEvent> readOnce(Path folder) throws IOException {
    FolderSource source = new FolderSource(folder);
    List<ClusterEvent> events = new ArrayList<>();
    source.scan(source.folder.look(), true, events::add);
    events.add(new ClusterEvent.Synced());
    return events;
  }

  @Override
  public synchronized void start(Consumer<ClusterEvent> consumer) {
    if (thread != null || stop.getCount() == 0) {
      throw new IllegalStateException("a source is started once");
    }
    thread = new Thread(() -> run(consumer), "manifests");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Consumer<ClusterEvent> consumer) {
    Consumer<ClusterEvent> open =
        event -> {
          if (stop.getCount() > 0) {
            consumer.accept(event);
          }
        };
    boolean synced = false;
    String failure = "";
    try {
      do {
        try {
          Map<String, Stamp> now = folder.look();
          failure = "";
          scan(now, !synced, open);
          if (!synced) {
            open.accept(new ClusterEvent.Synced());
            synced = true;
          }
        } catch (IOException e) {
          // nothing is deleted, and nothing is synced, because a folder cannot be looked at
          String reason = String.valueOf(e.getMessage());
          if (!reason.equals(failure)) {
            failure = reason;
            open.accept(new ClusterEvent.Rejected(folder.path().toString(), reason));
          }
        }
      } while (!stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: manifests are no longer watched", folder.path(), e);
      open.accept(new ClusterEvent.Rejected(folder.path().toString(), "no longer watched: " + e));
    }
  }

  /** Reads what has changed; at once in the beginning, else once it has come to rest. */
  private void scan(Map<String, Stamp> now, boolean atOnce, Consumer<ClusterEvent> consumer) {
    boolean changed = atOnce;
    for (Map.Entry<String, Known> entry : List.copyOf(files.entrySet())) {
      if (!now.containsKey(entry.getKey())) {
        if (entry.getValue().missed) { // twice: an editor may have been replacing it
          files.remove(entry.getKey());
          objects.remove(entry.getKey());
          changed = true;
        }
        entry.getValue().missed = true;
      }
    }
    for (Map.Entry<String, Stamp> entry : now.entrySet()) {
      Stamp stamp = entry.getValue();
      Known known = files.get(entry.getKey());
      boolean rests = atOnce || (known != null && known.seen.equals(stamp));
      if (known == null) {
        known = new Known(stamp);
        files.put(entry.getKey(), known);
      }
      known.seen = stamp;
      known.missed = false;
      if (rests && !(known.settled && stamp.equals(known.read))) {
        changed |= read(entry.getKey(), known, consumer);
      }
    }
    if (changed) {
      objects.tell(consumer);
    }
  }

  /** {@return whether the text has changed} */
  private boolean read(String name, Known known, Consumer<ClusterEvent> consumer) {
    String text;
    try {
      text = folder.read(name);
    } catch (IOException e) {
      String failure =
          e instanceof CharacterCodingException
              ? "not UTF-8 text"
              : "not read: " + e.getClass().getSimpleName() + ": " + e.getMessage();
      if (!failure.equals(known.failure)) {
        known.failure = failure;
        consumer.accept(new ClusterEvent.Rejected(name, failure));
      }
      return false; // tried again at the next look; its objects stay
    }
    boolean first = known.read == null;
    known.failure = "";
    known.read = known.seen;
    known.settled = System.currentTimeMillis() - known.seen.time().toMillis() > CLOCK_GRAIN_MILLIS;
    if (!first && text.equals(known.text)) {
      return false;
    }
    known.text = text;
    objects.take(name, text, consumer);
    return true;
  }

  @Override
  public void close() {
    stop.countDown();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null && running != Thread.currentThread()) {
      try {
        running.join(900);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
