package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.watch.ManifestReader.Located;
import io.kuberouter.sync.watch.ManifestReader.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  private record Stamp(long size, FileTime time, String inode) {}

  /** What is known of one file. */
  private static final class Known {
    Stamp seen;
    @Nullable Stamp read;
    boolean settled;
    boolean missed;
    String text = "";
    String failure = "";
    Map<ObjectKey, Located> objects = Map.of();

    /** Objects of earlier that the file may still mean but that cannot be read now. */
    Map<ObjectKey, Located> kept = Map.of();

    Known(Stamp seen) {
      this.seen = seen;
    }
  }

  private final Path folder;
  private final EndpointDeriver deriver = new EndpointDeriver();
  private final Map<String, Known> files = new TreeMap<>();
  private final Map<ObjectKey, ClusterObject> told = new HashMap<>();
  private final Map<ObjectKey, String> owners = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private Set<ClusterEvent.Rejected> doubles = Set.of();
  private @Nullable Thread thread;

  /**
   * Reads the {@code .yaml}, {@code .yml} and {@code .json} files below a folder, or one file of
   * any name.
   */
  public FolderSource(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads manifests once.
   *
   * @param name of the text, for reports
   * @return all events, ending with {@link ClusterEvent.Synced}
   */
  public static List<ClusterEvent> readText(String name, String text) {
    FolderSource source = new FolderSource(Path.of("."));
    List<ClusterEvent> events = new ArrayList<>();
    Known known = new Known(new Stamp(0, FileTime.fromMillis(0), ""));
    source.files.put(name, known);
    take(name, known, text, events::add);
    source.tell(events::add);
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
    source.scan(source.look(), true, events::add);
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
          Map<String, Stamp> now = look();
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
            open.accept(new ClusterEvent.Rejected(folder.toString(), reason));
          }
        }
      } while (!stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: manifests are no longer watched", folder, e);
      open.accept(new ClusterEvent.Rejected(folder.toString(), "no longer watched: " + e));
    }
  }

  /** {@return the manifests below the folder, by name relative to it} */
  private Map<String, Stamp> look() throws IOException {
    Map<String, Stamp> now = new TreeMap<>();
    if (Files.isRegularFile(folder)) {
      now.put(
          String.valueOf(folder.getFileName()),
          stamp(Files.readAttributes(folder, BasicFileAttributes.class)));
      return now;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder of manifests; create it or name another");
    }
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        16,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
            // the folders behind a mounted ConfigMap's links are hidden
            return !dir.equals(folder) && hidden(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            if (a.isRegularFile() && !hidden(file) && isManifest(file.toString())) {
              now.put(folder.relativize(file).toString(), stamp(a));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder) || Files.isDirectory(file)) {
              throw e; // what stands below is not gone, only out of sight
            }
            return FileVisitResult.CONTINUE; // it went while we looked
          }
        });
    return now;
  }

  private static Stamp stamp(BasicFileAttributes a) {
    return new Stamp(a.size(), a.lastModifiedTime(), String.valueOf(a.fileKey()));
  }

  private static boolean hidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static boolean isManifest(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  /** Reads what has changed; at once in the beginning, else once it has come to rest. */
  private void scan(Map<String, Stamp> now, boolean atOnce, Consumer<ClusterEvent> consumer) {
    boolean changed = atOnce;
    for (Map.Entry<String, Known> entry : List.copyOf(files.entrySet())) {
      if (!now.containsKey(entry.getKey())) {
        if (entry.getValue().missed) { // twice: an editor may have been replacing it
          files.remove(entry.getKey());
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
      tell(consumer);
    }
  }

  /** {@return whether the text has changed} */
  private boolean read(String name, Known known, Consumer<ClusterEvent> consumer) {
    String text;
    try {
      Path file = Files.isRegularFile(folder) ? folder : folder.resolve(name);
      text = Files.readString(file, StandardCharsets.UTF_8);
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
    take(name, known, text, consumer);
    return true;
  }

  /** A broken document keeps what it held: all that is missing now when nobody can tell which. */
  private static void take(String name, Known known, String text, Consumer<ClusterEvent> consumer) {
    ManifestReader.Result result = ManifestReader.read(name, text);
    Map<ObjectKey, Located> before = new TreeMap<>(known.kept);
    before.putAll(known.objects);
    Set<ObjectKey> broken = new HashSet<>();
    boolean unknown = false;
    for (Rejection rejection : result.rejections()) {
      consumer.accept(new ClusterEvent.Rejected(rejection.subject(), rejection.reason()));
      rejection.key().ifPresent(broken::add);
      unknown |= rejection.key().isEmpty();
    }
    if (!unknown) {
      before.keySet().retainAll(broken);
    }
    before.keySet().removeAll(result.objects().keySet());
    known.text = text;
    known.objects = result.objects();
    known.kept = before;
  }

  /** Tells the difference between what was told and what the files hold now. */
  private void tell(Consumer<ClusterEvent> consumer) {
    Map<ObjectKey, ClusterObject> all = new TreeMap<>();
    Map<ObjectKey, String> holders = new HashMap<>(owners); // who has an object keeps it
    holders.entrySet().removeIf(e -> !holds(e.getValue(), e.getKey()));
    Set<ClusterEvent.Rejected> found = new HashSet<>();
    files.forEach(
        (file, known) ->
            known.objects.forEach(
                (key, located) -> {
                  String holder = holders.computeIfAbsent(key, k -> file);
                  if (holder.equals(file)) {
                    all.put(key, located.object());
                  } else {
                    found.add(
                        new ClusterEvent.Rejected(
                            file + ":" + located.line() + " (" + key + ")",
                            "the same object stands in " + holder + "; this one is left out"));
                  }
                }));
    found.stream().filter(r -> !doubles.contains(r)).forEach(consumer);
    doubles = found;
    files.values().forEach(known -> known.kept.forEach((k, o) -> all.putIfAbsent(k, o.object())));
    owners.clear();
    owners.putAll(holders);
    List<ClusterEvent> events = new ArrayList<>();
    for (ObjectKey key : new TreeSet<>(told.keySet())) {
      if (!all.containsKey(key)) {
        events.add(new ClusterEvent.Deleted(key));
      }
    }
    all.forEach(
        (key, object) -> {
          if (!object.equals(told.get(key))) {
            events.add(new ClusterEvent.Upserted(object));
          }
        });
    told.clear();
    told.putAll(all);
    deriver.on(events).forEach(consumer);
  }

  private boolean holds(String file, ObjectKey key) {
    Known known = files.get(file);
    return known != null && known.objects.containsKey(key);
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
