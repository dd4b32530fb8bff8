package io.kuberouter.cli.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code GET /healthz}: 200 and {@code OK} while the agent's loop comes around, 500 and
 * {@code Unhealthy} when it has not for a minute. An API server that is away is no reason to be
 * killed, so it does not count.
 */
public final class HealthServer implements AutoCloseable {

  /** How long the loop may be busy: a full pass of a big node takes seconds. */
  static final Duration LATE = Duration.ofMinutes(1);

  private final HttpServer server;

  /** A client that does not finish its request holds up no other. */
  private final ExecutorService pool;

  private HealthServer(HttpServer server, ExecutorService pool) {
    this.server = server;
    this.pool = pool;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "health");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts it.
   *
   * @param address empty: all
   * @param port 0: any that is free
   * @param sinceLastTurn of the agent's loop
   * @throws IOException if the port is taken; the message names it
   */
  public static HealthServer start(String address, int port, Supplier<Duration> sinceLastTurn)
      throws IOException {
    InetSocketAddress where =
        address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    // seconds for a whole request; read when the first server of the JVM is made
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    HttpServer server;
    ExecutorService pool = Executors.newCachedThreadPool(HealthServer::thread);
    try {
      server = HttpServer.create(where, 0);
    } catch (IOException e) {
      throw new IOException(
          "no health server on "
              + where
              + ": "
              + e.getMessage()
              + "; see --health-addr and --health-port (0 for none)",
          e);
    }
    server.setExecutor(pool);
    server.createContext("/healthz", exchange -> answer(exchange, sinceLastTurn.get()));
    server.start();
    return new HealthServer(server, pool);
  }

  private static void answer(HttpExchange exchange, Duration since) throws IOException {
    boolean known = exchange.getRequestURI().getPath().equals("/healthz");
    boolean healthy = since.compareTo(LATE) < 0;
    byte[] body =
        (known ? healthy ? "OK\n" : "Unhealthy" : "404 page not found\n")
            .getBytes(StandardCharsets.US_ASCII);
    try (exchange) {
      exchange.sendResponseHeaders(known ? healthy ? 200 : 500 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** {@return where it listens} */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdownNow();
  }
}
