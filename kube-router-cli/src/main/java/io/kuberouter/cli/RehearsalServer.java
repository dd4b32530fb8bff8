package io.kuberouter.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An API server with one object of each kind, for {@link Rehearsal}. */
final class RehearsalServer implements AutoCloseable {

  private static final char[] PASSWORD = "rehearsal".toCharArray();
  private static final String SLICES = "/apis/discovery.k8s.io/v1/endpointslices";

  private static final String FIRST =
      "{\"addresses\":[\"10.244.0.2\"],\"conditions\":{\"ready\":true}}";
  private static final String SECOND =
      "{\"addresses\":[\"10.244.0.3\"],\"conditions\":{\"ready\":true}}";

  private static final Map<String, String> OBJECTS =
      Map.of(
          "/api/v1/nodes",
          """
          {"apiVersion":"v1","kind":"Node","metadata":{"name":"n","resourceVersion":"1"},"spec":{"podCIDRs":["10.244.0.0/24","fd24::/64"]},"status":{"addresses":[{"type":"InternalIP","address":"127.0.0.1"},{"type":"InternalIP","address":"::1"}]}}""",
          "/api/v1/namespaces",
          """
          {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default","resourceVersion":"1"}}""",
          "/api/v1/pods",
          """
          {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","resourceVersion":"1","labels":{"a":"b"}},"spec":{"nodeName":"n"},"status":{"phase":"Running","podIPs":[{"ip":"10.244.0.2"}],"conditions":[{"type":"Ready","status":"True"}]}}""",
          "/api/v1/services",
          """
          {"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"default","resourceVersion":"1"},"spec":{"clusterIP":"10.96.0.2","clusterIPs":["10.96.0.2"],"selector":{"a":"b"},"ports":[{"port":80}]}}""",
          SLICES,
          slice(1, FIRST),
          "/apis/networking.k8s.io/v1/networkpolicies",
          """
          {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"x","namespace":"default","resourceVersion":"1"},"spec":{"podSelector":{},"ingress":[{"from":[{"podSelector":{}}]}]}}""");

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch changed = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private RehearsalServer(HttpsServer server) {
    this.server = server;
  }

  /**
   * Starts it, at any port of the loopback.
   *
   * @param keyStore PKCS #12
   */
  static RehearsalServer start(Path keyStore) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    RehearsalServer server = new RehearsalServer(https);
    https.setExecutor(server.threads);
    https.createContext("/", server::handle);
    https.start();
    return server;
  }

  /** {@return all objects as one document} */
  static String manifest() {
    return "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":["
        + String.join(",\n", OBJECTS.values())
        + "]}\n";
  }

  private static String slice(int version, String endpoints) {
    return """
        {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"s-x","namespace":"default","resourceVersion":"%d","labels":{"kubernetes.io/service-name":"s"}},"addressType":"IPv4","ports":[{"name":"","port":80,"protocol":"TCP"}],"endpoints":[%s]}"""
        .formatted(version, endpoints);
  }

  /**
   * {@return what a client needs to know}
   *
   * @param certificate PEM
   */
  String kubeconfig(Path certificate) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: 'https://127.0.0.1:%d', certificate-authority: '%s'}}]
        users: [{name: u, user: {token: none}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
        .formatted(server.getAddress().getPort(), certificate);
  }

  /** The service gets a second endpoint. */
  void change() {
    changed.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (!String.valueOf(exchange.getRequestURI().getQuery()).contains("watch")) {
        String list = "{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}";
        out.write(list.formatted(OBJECTS.get(path)).getBytes(StandardCharsets.UTF_8));
        return;
      }
      if (path.equals(SLICES)) {
        changed.await();
        String event =
            "{\"type\":\"MODIFIED\",\"object\":" + slice(2, FIRST + "," + SECOND) + "}\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    changed.countDown();
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
