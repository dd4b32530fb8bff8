package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of manifests, looked at five times a second: sizes and times of files tell what to read
 * again, which also works where the file system sends no notifications. One thread of its own.
 */
public final class FolderSource implements ClusterSource {

  private static final long PERIOD_MILLIS = 200;

  private record Stamp(long size, long time) {}

  private final Path folder;
  private final EndpointDeriver deriver = new EndpointDeriver();
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private final Map<Path, Map<ObjectKey, ClusterObject>> files = new TreeMap<>();
  private final Map<ObjectKey, ClusterObject> told = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Reads the {@code .yaml}, {@code .yml} and {@code .json} files below a folder. */
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
    ManifestReader.Result result = ManifestReader.read(name, text);
    result
        .rejections()
        .forEach(r -> events.add(new ClusterEvent.Rejected(r.subject(), r.reason())));
    source.files.put(Path.of(name), result.objects());
    source.tell(events::add);
    events.add(new ClusterEvent.Synced());
    return events;
  }

  /**
   * Reads a folder once.
   *
   * @return all events, ending with {@link ClusterEvent.Synced}
   * @throws IOException when there is no such folder
   */
  public static List<ClusterEvent> readOnce(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder of manifests");
    }
    List<ClusterEvent> events = new ArrayList<>();
    new FolderSource(folder).scan(events::add);
    events.add(new ClusterEvent.Synced());
    return events;
  }

  @Override
  public void start(Consumer<ClusterEvent> consumer) {
    Thread thread = new Thread(() -> run(consumer), "manifests");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Consumer<ClusterEvent> consumer) {
    try {
      scan(consumer);
      consumer.accept(new ClusterEvent.Synced());
      while (!stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        scan(consumer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scan(Consumer<ClusterEvent> consumer) {
    Map<Path, Stamp> now = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String name = String.valueOf(path.getFileName());
        if (!name.startsWith(".") && name.matches(".*\\.(ya?ml|json)")) {
          BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
          if (a.isRegularFile()) {
            now.put(path, new Stamp(a.size(), a.lastModifiedTime().toMillis()));
          }
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      return; // a file went while we looked; the next look sees the rest
    }
    boolean changed = false;
    for (Path gone : new TreeSet<>(files.keySet())) {
      if (!now.containsKey(gone)) {
        files.remove(gone);
        stamps.remove(gone);
        changed = true;
      }
    }
    for (Map.Entry<Path, Stamp> entry : now.entrySet()) {
      if (!entry.getValue().equals(stamps.put(entry.getKey(), entry.getValue()))) {
        read(entry.getKey(), consumer);
        changed = true;
      }
    }
    if (changed) {
      tell(consumer);
    }
  }

  private void read(Path file, Consumer<ClusterEvent> consumer) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      ManifestReader.Result result = ManifestReader.read(folder.relativize(file).toString(), text);
      Map<ObjectKey, ClusterObject> objects = new TreeMap<>(result.objects());
      for (ManifestReader.Rejection rejection : result.rejections()) {
        consumer.accept(new ClusterEvent.Rejected(rejection.subject(), rejection.reason()));
      }
      if (!result.rejections().isEmpty()) {
        // what the file held while it was good stays until it is good again
        files.getOrDefault(file, Map.of()).forEach(objects::putIfAbsent);
      }
      files.put(file, objects);
    } catch (IOException e) {
      consumer.accept(new ClusterEvent.Rejected(file.toString(), "not read: " + e.getMessage()));
    }
  }

  /** Tells the difference between what was told and what the files hold now. */
  private void tell(Consumer<ClusterEvent> consumer) {
    Map<ObjectKey, ClusterObject> all = new TreeMap<>();
    files.forEach(
        (file, objects) ->
            objects.forEach(
                (key, object) -> {
                  if (all.putIfAbsent(key, object) != null) {
                    consumer.accept(
                        new ClusterEvent.Rejected(
                            file + " (" + key + ")", "the same object stands in another file"));
                  }
                }));
    List<ClusterEvent> events = new ArrayList<>();
    all.forEach(
        (key, object) -> {
          if (!object.equals(told.get(key))) {
            events.add(new ClusterEvent.Upserted(object));
          }
        });
    for (ObjectKey key : new TreeSet<>(told.keySet())) {
      if (!all.containsKey(key)) {
        events.add(new ClusterEvent.Deleted(key));
      }
    }
    told.clear();
    told.putAll(all);
    for (ClusterEvent event : events) {
      deriver.on(event).forEach(consumer);
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
