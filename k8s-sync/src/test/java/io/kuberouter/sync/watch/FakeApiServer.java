package io.kuberouter.sync.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** An API server in this JVM: pages, watches, bookmarks, 410, refusals, restarts. */
final class FakeApiServer implements AutoCloseable {

  private record Change(String path, long version, String line) {}

  /** What was asked. */
  final List<String> requests = new ArrayList<>();

  private final Map<String, TreeMap<String, String>> objects = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private HttpServer server;
  private ExecutorService threads;
  private int port;
  private int pageSize = 500;
  private long version = 1;
  private long oldest;
  private int generation;

  FakeApiServer() throws IOException {
    open();
  }

  synchronized void open() throws IOException {
    server = port == 0 ? anywhere() : at(port);
    port = server.getAddress().getPort();
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer at(int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
  }

  /** At a port that no client is given for its own: nobody takes it while the server is away. */
  private static HttpServer anywhere() throws IOException {
    while (true) {
      try {
        return at(ThreadLocalRandom.current().nextInt(20_000, 30_000));
      } catch (BindException taken) {
        continue;
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  synchronized void pageSize(int size) {
    pageSize = size;
  }

  /** From now on; 0 allows again. */
  synchronized void refuse(String path, int code) {
    refusals.put(path, code);
  }

  synchronized void put(String path, String name, String body) {
    version++;
    String json =
        "{\"metadata\":{\"name\":\""
            + name
            + "\",\"namespace\":\"n\",\"resourceVersion\":\""
            + version
            + "\",\"managedFields\":[{\"x\":[1]}]}"
            + body
            + "}";
    boolean known = objects.computeIfAbsent(path, p -> new TreeMap<>()).put(name, json) != null;
    change(path, known ? "MODIFIED" : "ADDED", json);
  }

  synchronized void remove(String path, String name) {
    version++;
    change(path, "DELETED", String.valueOf(objects.get(path).remove(name)));
  }

  synchronized void bookmark(String path) {
    version++;
    change(path, "BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"" + version + "\"}}");
  }

  /** In every stream of the path. */
  synchronized void error(String path, int code) {
    change(path, "ERROR", "{\"kind\":\"Status\",\"code\":" + code + ",\"message\":\"old\"}");
  }

  private void change(String path, String type, String json) {
    String line = "{\"type\":\"" + type + "\",\"object\":" + json + "}\n";
    changes.add(new Change(path, version, line));
    notifyAll();
  }

  /** Forgets the history, so that watches from an earlier version are 410 Gone. */
  synchronized void compact() {
    changes.clear();
    oldest = version;
  }

  /** Ends all watches. */
  synchronized void cut() {
    generation++;
    notifyAll();
  }

  synchronized long requests(String part) {
    return requests.stream().filter(r -> r.contains(part)).count();
  }

  @Override
  public void close() {
    cut();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = new HashMap<>();
    String text = exchange.getRequestURI().getQuery();
    for (String pair : (text == null ? "" : text).split("&")) {
      query.put(pair.replaceFirst("=.*", ""), pair.replaceFirst(".*?=", ""));
    }
    int refusal;
    synchronized (this) {
      requests.add(path + "?" + text);
      refusal = refusals.getOrDefault(path, 0);
    }
    if (refusal != 0) {
      answer(exchange, refusal, "{\"kind\":\"Status\",\"message\":\"not for you\"}");
    } else if (query.containsKey("watch")) {
      watch(exchange, path, Long.parseLong(query.get("resourceVersion")));
    } else {
      answer(exchange, 200, page(path, Integer.parseInt(query.getOrDefault("continue", "0"))));
    }
  }

  private synchronized String page(String path, int from) {
    List<String> all = List.copyOf(objects.getOrDefault(path, new TreeMap<>()).values());
    int to = Math.min(all.size(), from + pageSize);
    String next = to < all.size() ? ",\"continue\":\"" + to + "\"" : "";
    String items = String.join(",", all.subList(Math.min(from, to), to));
    return "{\"kind\":\"List\",\"items\":["
        + items
        + "],\"metadata\":{\"resourceVersion\":\""
        + version
        + "\""
        + next
        + "}}";
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void watch(HttpExchange exchange, String path, long from) throws IOException {
    int mine;
    synchronized (this) {
      mine = generation;
      if (from < oldest) {
        answer(exchange, 410, "{\"kind\":\"Status\",\"code\":410,\"message\":\"gone\"}");
        return;
      }
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      int at = 0;
      boolean first = true;
      while (true) {
        StringBuilder lines = new StringBuilder();
        synchronized (this) {
          while (!first && at == changes.size() && mine == generation) {
            wait(10_000);
          }
          first = false;
          if (mine != generation) {
            return;
          }
          at = Math.min(at, changes.size());
          for (; at < changes.size(); at++) {
            Change change = changes.get(at);
            if (change.path().equals(path) && change.version() > from) {
              lines.append(change.line());
            }
          }
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
