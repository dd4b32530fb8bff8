package io.kuberouter.sync.watch;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and watches one resource of the API server for ever, on the thread that runs it. Objects
 * are reduced one by one; of each, only the key and a hash of its version stay here.
 */
final class ResourceWatch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ResourceWatch.class);
  private static final long LEAST_PAUSE_MILLIS = 200;
  private static final long MOST_PAUSE_MILLIS = 10_000;
  static final int WATCH_SECONDS = 240;

  private final Kind kind;
  private final String path;
  private final ApiRequest request;
  private final Consumer<ClusterEvent> sink;
  private final Consumer<Kind> listed;
  private final CountDownLatch stop;
  private final Map<ObjectKey, Long> known = new HashMap<>();
  private String reported = "";
  private int failures;
  private boolean streaming;

  /** The version reached; empty when a list is needed first. */
  private String version = "";

  ResourceWatch(
      Kind kind,
      ApiRequest.Server server,
      Consumer<ClusterEvent> sink,
      Consumer<Kind> listed,
      CountDownLatch stop) {
    this.kind = kind;
    this.path = ApiRequest.path(kind);
    this.request = new ApiRequest(server, path);
    this.sink = sink;
    this.listed = listed;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      while (stop.getCount() > 0) {
        streaming = false;
        try {
          if (version.isEmpty()) {
            version = list();
            healthy();
            listed.accept(kind);
          }
          long began = System.nanoTime();
          watch();
          if (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(1)) {
            failures++; // a server that ends watches at once is not asked in a tight loop
          }
        } catch (ApiRequest.RefusedException e) {
          if (e.code != 429 && e.code != 503) {
            version = "";
          }
          failures++;
          if (e.code != 410) { // 410 Gone: our version is too old; a new list mends it
            report(e.getMessage());
          }
        } catch (IOException | IllegalStateException e) {
          failures++;
          if (!streaming) { // a cut stream is ordinary; not to be able to ask again is not
            report(e.getClass().getSimpleName() + ": " + e.getMessage());
          }
        }
        if (failures > 0 && stop.await(pause(failures), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} are no longer watched", path, e);
      sink.accept(new ClusterEvent.Rejected(path, "no longer watched: " + e));
    }
  }

  static long pause(int failures) {
    long most = Math.min(MOST_PAUSE_MILLIS, LEAST_PAUSE_MILLIS << Math.min(failures - 1, 10));
    return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
  }

  private void healthy() {
    failures = 0;
    reported = "";
  }

  private void report(@Nullable String reason) {
    String text = String.valueOf(reason);
    if (stop.getCount() > 0 && !text.equals(reported)) {
      reported = text;
      sink.accept(new ClusterEvent.Rejected(path, text));
    }
  }

  /** {@return the version to watch from} */
  private String list() throws IOException {
    Set<ObjectKey> seen = new HashSet<>();
    String token = "";
    String reached;
    do {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("limit", "500");
      if (!token.isEmpty()) {
        query.put("continue", token);
      }
      Tree metadata = new Tree("metadata", null);
      try (ApiRequest.Answer answer = request.get(query);
          JsonReader in = ApiRequest.reader(answer)) {
        in.beginObject();
        while (in.hasNext()) {
          String name = in.nextName();
          if (name.equals("metadata")) {
            metadata = new Tree("metadata", JsonTree.read(in));
          } else if (name.equals("items") && in.peek() == JsonToken.BEGIN_ARRAY) {
            in.beginArray();
            while (in.hasNext()) {
              upsert(new Tree("", JsonTree.read(in)), seen);
            }
            in.endArray();
          } else {
            in.skipValue();
          }
        }
        in.endObject();
      }
      reached = field(metadata, "resourceVersion");
      token = field(metadata, "continue");
    } while (!token.isEmpty());
    if (reached.isEmpty()) {
      throw new IOException("the answer is no Kubernetes list: it has no resourceVersion");
    }
    for (ObjectKey key : List.copyOf(known.keySet())) {
      if (!seen.contains(key)) {
        known.remove(key);
        sink.accept(new ClusterEvent.Deleted(key));
      }
    }
    return reached;
  }

  private static String field(Tree metadata, String name) throws IOException {
    try {
      return metadata.get(name).text("");
    } catch (Tree.FieldException e) {
      throw new IOException("the answer is no Kubernetes list: " + e.getMessage(), e);
    }
  }

  private void watch() throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("watch", "true");
    query.put("resourceVersion", version);
    query.put("allowWatchBookmarks", "true");
    query.put("timeoutSeconds", Integer.toString(WATCH_SECONDS));
    try (ApiRequest.Answer answer = request.get(query);
        JsonReader in = ApiRequest.reader(answer)) {
      in.setStrictness(Strictness.LENIENT); // one value after another
      streaming = true;
      while (stop.getCount() > 0 && more(in)) {
        Tree event = new Tree("", JsonTree.read(in));
        String type = event.get("type").text("");
        Tree object = new Tree("", event.get("object").value());
        if (type.equals("ERROR")) {
          int code = object.get("code").number(500);
          throw request.refused(code, object.get("message").text("the watch failed"));
        }
        healthy();
        if (type.equals("DELETED")) {
          ObjectKey key = ObjectReader.key(kind, object);
          if (known.remove(key) != null) {
            sink.accept(new ClusterEvent.Deleted(key));
          }
        } else if (!type.equals("BOOKMARK")) {
          upsert(object, new HashSet<>());
        }
        version = object.get("metadata", "resourceVersion").textNotEmpty(version);
      }
    } catch (Tree.FieldException e) {
      throw new IOException("the stream is no Kubernetes watch: " + e.getMessage(), e);
    }
  }

  private static boolean more(JsonReader in) throws IOException {
    try {
      return in.peek() != JsonToken.END_DOCUMENT;
    } catch (EOFException e) {
      return false; // it ended before the first event
    }
  }

  private void upsert(Tree tree, Set<ObjectKey> seen) {
    String subject = path;
    try {
      ObjectKey key = ObjectReader.key(kind, tree);
      subject = key.toString();
      seen.add(key);
      long hash = // a restored cluster may count its versions anew: the uid tells
          ((long) tree.get("metadata", "uid").text("").hashCode() << 32)
              ^ tree.get("metadata", "resourceVersion").text("").hashCode();
      Long before = known.get(key);
      if (before == null || before != hash) {
        ClusterEvent event = new ClusterEvent.Upserted(ObjectReader.read(key, tree));
        known.put(key, hash);
        sink.accept(event);
      }
    } catch (Tree.FieldException e) {
      sink.accept(new ClusterEvent.Rejected(subject, String.valueOf(e.getMessage())));
    }
  }
}
