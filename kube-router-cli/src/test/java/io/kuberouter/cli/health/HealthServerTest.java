package io.kuberouter.cli.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServerTest {

  private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
    String host = server.address().getHostString();
    String quoted = host.contains(":") ? "[" + host + "]" : host;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://" + quoted + ":" + server.address().getPort() + path))
                .timeout(Duration.ofSeconds(60))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void itFollowsTheLoopAndRecovers(String address) throws Exception {
    AtomicReference<Duration> since = new AtomicReference<>(Duration.ofSeconds(3));
    try (HealthServer server = HealthServer.start(address, freePort(), since::get)) {
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/healthz").body()).isEqualTo("OK\n");
      since.set(HealthServer.LATE);
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(500);
      assertThat(get(server, "/healthz").body()).isEqualTo("Unhealthy");
      since.set(Duration.ZERO);
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/healthz/more").statusCode()).isEqualTo(404);
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void clientsThatDoNotFinishTheirRequestsHoldUpNoOther(String address) throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (HealthServer server = HealthServer.start(address, freePort(), () -> Duration.ZERO)) {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
        slow.add(socket);
        socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aTakenPortIsNamedWithTheFlag() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> HealthServer.start("", taken.getLocalPort(), () -> Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()))
          .hasMessageContaining("--health-port");
    }
  }
}
