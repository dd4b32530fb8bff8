package io.kuberouter.sync.watch;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The API server: six resources, each listed and then watched by a thread of its own; events are
 * told one at a time. A lost server changes nothing: it is asked again until it answers.
 */
public final class ApiServerSource implements ClusterSource {

  private final ApiClient client;
  private final OkHttpClient http;
  private final Duration syncTimeout;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch synced = new CountDownLatch(1);
  private final ReentrantLock delivery = new ReentrantLock();
  private final Set<Kind> missing = EnumSet.allOf(Kind.class);
  private final List<Thread> threads = new ArrayList<>();

  /** Reads through a client that knows the server's address and our credentials. */
  ApiServerSource(ApiClient client, Duration syncTimeout) {
    this.client = client;
    this.syncTimeout = syncTimeout;
    this.http =
        client
            .getHttpClient()
            .newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofSeconds(ResourceWatch.WATCH_SECONDS + 30L))
            .callTimeout(Duration.ZERO)
            .pingInterval(Duration.ofSeconds(30)) // HTTP/2
            .socketFactory(new KeepAliveSockets()) // HTTP/1
            .build();
  }

  /**
   * Prepares a source; nothing is asked before it starts.
   *
   * @param kubeconfig a file, or empty for the service account of the pod that we run in
   * @param master the server's URL in place of the configured one, or empty
   * @param syncTimeout after which a list that is not complete is told as rejected
   * @throws IOException when the configuration cannot be read
   */
  public static ApiServerSource connect(String kubeconfig, String master, Duration syncTimeout)
      throws IOException {
    ClientBuilder builder;
    if (!kubeconfig.isEmpty()) {
      File file = new File(kubeconfig);
      try (Reader in = Files.newBufferedReader(file.toPath(), StandardCharsets.UTF_8)) {
        KubeConfig config = KubeConfig.loadKubeConfig(in);
        config.setFile(file);
        builder = ClientBuilder.kubeconfig(config);
      } catch (RuntimeException e) { // its text quotes the file, which holds secrets
        throw new IOException(
            kubeconfig
                + ": not a kubeconfig file ("
                + e.getClass().getSimpleName()
                + "); see what kubectl config view --kubeconfig says of it");
      }
    } else if (System.getenv("KUBERNETES_SERVICE_HOST") != null) {
      builder = ClientBuilder.cluster();
    } else if (!master.isEmpty()) {
      builder = new ClientBuilder();
    } else {
      throw new IOException(
          "no API server: not within a pod, and neither --kubeconfig nor --master is given");
    }
    if (!master.isEmpty()) {
      builder.setBasePath(master);
    }
    return new ApiServerSource(builder.build(), syncTimeout);
  }

  @Override
  public synchronized void start(Consumer<ClusterEvent> consumer) {
    if (!threads.isEmpty() || stop.getCount() == 0) {
      throw new IllegalStateException("a source is started once");
    }
    Consumer<ClusterEvent> sink = event -> deliver(consumer, event);
    for (Kind kind : Kind.values()) {
      ResourceWatch watch =
          new ResourceWatch(kind, this::get, sink, k -> listed(consumer, k), stop);
      threads.add(new Thread(watch, "watch-" + kind.text()));
    }
    threads.add(new Thread(() -> awaitSync(sink), "watch-sync"));
    threads.forEach(
        thread -> {
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void deliver(Consumer<ClusterEvent> consumer, ClusterEvent event) {
    delivery.lock();
    try {
      if (stop.getCount() > 0) {
        consumer.accept(event);
      }
    } finally {
      delivery.unlock();
    }
  }

  private void listed(Consumer<ClusterEvent> consumer, Kind kind) {
    delivery.lock();
    try {
      if (missing.remove(kind) && missing.isEmpty()) {
        deliver(consumer, new ClusterEvent.Synced());
        synced.countDown();
      }
    } finally {
      delivery.unlock();
    }
  }

  private void awaitSync(Consumer<ClusterEvent> sink) {
    try {
      if (!synced.await(syncTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        String kinds;
        delivery.lock();
        try {
          kinds = missing.stream().map(Kind::text).collect(Collectors.joining(", "));
        } finally {
          delivery.unlock();
        }
        if (!kinds.isEmpty()) {
          sink.accept(
              new ClusterEvent.Rejected(
                  client.getBasePath(),
                  "not synced within " + syncTimeout.toSeconds() + "s; not listed yet: " + kinds));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ApiRequest.Answer get(String path, Map<String, String> query) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs.add(new Pair(name, value)));
    Call call;
    try {
      call =
          http.newCall(
              client.buildRequest(
                  client.getBasePath(),
                  path,
                  "GET",
                  pairs,
                  List.of(),
                  null,
                  new HashMap<>(Map.of("Accept", "application/json")),
                  new HashMap<>(),
                  new HashMap<>(),
                  new String[] {"BearerToken"},
                  null));
    } catch (ApiException e) {
      throw new IOException("the request cannot be built: " + e.getMessage(), e);
    }
    Response response = call.execute();
    return new ApiRequest.Answer(response.code(), response.body().byteStream(), response);
  }

  @Override
  public void close() {
    stop.countDown();
    http.dispatcher().cancelAll();
    List<Thread> running;
    synchronized (this) {
      running = List.copyOf(threads);
    }
    running.forEach(Thread::interrupt);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(900);
    try {
      for (Thread thread : running) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (thread != Thread.currentThread() && left > 0) {
          thread.join(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
