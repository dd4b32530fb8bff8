package io.kuberouter.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ServiceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerSourceTest {

  private static final String SERVICES = "/api/v1/services";
  private static final String PODS = "/api/v1/pods";

  private final LinkedBlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
  private FakeApiServer server;
  private ApiServerSource source;

  @BeforeEach
  void serve() throws IOException {
    server = new FakeApiServer();
    source = ApiServerSource.connect("", server.url(), Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  private ClusterEvent next() throws InterruptedException {
    ClusterEvent event = events.poll(60, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private List<ClusterEvent> synced() throws InterruptedException {
    List<ClusterEvent> all = new ArrayList<>();
    source.start(events::add);
    while (all.isEmpty() || !(all.get(all.size() - 1) instanceof ClusterEvent.Synced)) {
      all.add(next());
    }
    until(() -> server.requests("watch=true") >= 6);
    return all;
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private void silence() throws InterruptedException {
    assertThat(events.poll(600, TimeUnit.MILLISECONDS)).isNull();
  }

  private static ObjectKey service(String name) {
    return new ObjectKey(ObjectKey.Kind.SERVICE, "n", name);
  }

  private void put(String name, int port) {
    server.put(SERVICES, name, ",\"spec\":{\"ports\":[{\"port\":" + port + "}]}");
  }

  private static int port(ClusterEvent event) {
    return ((ServiceView) ((ClusterEvent.Upserted) event).object()).ports().get(0).port();
  }

  @Test
  void listsInPagesThenWatches() throws Exception {
    server.pageSize(2);
    for (int i = 0; i < 5; i++) {
      put("s" + i, 80 + i);
    }
    assertThat(synced()).hasSize(6);
    assertThat(server.requests(SERVICES + "?limit=500")).isEqualTo(3);
    assertThat(server.requests("allowWatchBookmarks=true")).isGreaterThanOrEqualTo(6);
    put("s0", 90);
    assertThat(port(next())).isEqualTo(90);
    server.remove(SERVICES, "s1");
    assertThat(next()).isEqualTo(new ClusterEvent.Deleted(service("s1")));
    silence();
  }

  @Test
  void aCutWatchGoesOnFromTheBookmark() throws Exception {
    put("s", 80);
    synced();
    server.bookmark(SERVICES);
    put("s", 81);
    assertThat(port(next())).isEqualTo(81);
    server.cut();
    put("s", 82);
    assertThat(port(next())).isEqualTo(82);
    silence();
    assertThat(server.requests(SERVICES + "?limit=500")).isEqualTo(1);
  }

  @Test
  void goneIsMendedByANewListThatTellsWhatVanished() throws Exception {
    put("kept", 80);
    put("lost", 80);
    synced();
    server.close();
    put("kept2", 81);
    server.remove(SERVICES, "lost");
    server.compact();
    server.open();
    List<ClusterEvent> got = new ArrayList<>();
    while (got.size() < 2) {
      ClusterEvent event = next();
      if (!(event instanceof ClusterEvent.Rejected)) { // the server was away for a moment
        got.add(event);
      }
    }
    assertThat(port(got.get(0))).isEqualTo(81);
    assertThat(got.get(1)).isEqualTo(new ClusterEvent.Deleted(service("lost")));
    assertThat(server.requests(SERVICES + "?limit=500")).isEqualTo(2);
  }

  @Test
  void goneWithinTheStreamListsAgainAndRepeatsNothing() throws Exception {
    put("s", 80);
    synced();
    server.bookmark(SERVICES);
    server.error(SERVICES, 410);
    until(() -> server.requests(SERVICES + "?limit=500") >= 2);
    silence();
    put("s", 81);
    assertThat(port(next())).isEqualTo(81);
  }

  @Test
  void aRefusalIsToldOnceAndHoldsBackSyncedOnly() throws Exception {
    server.refuse(PODS, 403);
    put("s", 80);
    source.start(events::add);
    List<ClusterEvent> first = List.of(next(), next());
    assertThat(first)
        .contains(
            new ClusterEvent.Rejected(
                PODS, "403: not for you; allow the agent's account to list and watch pods"));
    assertThat(first).anyMatch(e -> e instanceof ClusterEvent.Upserted);
    until(() -> server.requests(PODS) >= 3);
    put("s", 81);
    assertThat(port(next())).isEqualTo(81);
    server.refuse(PODS, 401);
    assertThat(next().toString()).contains("401: not for you; give the agent a token");
    server.refuse(PODS, 0);
    assertThat(next()).isInstanceOf(ClusterEvent.Synced.class);
  }

  @Test
  void aMissingListIsNamedAfterTheSyncTimeout() throws Exception {
    source = ApiServerSource.connect("", server.url(), Duration.ofSeconds(3));
    server.refuse(PODS, 500);
    source.start(events::add);
    assertThat(next().toString()).contains("500: not for you");
    assertThat(next().toString()).contains("not synced within").contains("not listed yet: Pod");
  }

  @Test
  void aBadObjectIsRejectedAndTheOthersAreTaken() throws Exception {
    server.put(SERVICES, "bad", ",\"spec\":{\"ports\":[{\"port\":\"http\"}]}");
    put("good", 80);
    assertThat(synced())
        .contains(
            new ClusterEvent.Rejected(
                "Service n/bad", "spec.ports[0].port: expected a number, found \"http\""))
        .hasSize(3);
  }

  @Test
  void closeIsPromptAndFinal() throws Exception {
    put("s", 80);
    synced();
    long began = System.nanoTime();
    source.close();
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
    put("s", 81);
    silence();
  }

  @Test
  void pausesGrowToTenSeconds() {
    for (int i = 1; i < 40; i++) {
      assertThat(ResourceWatch.pause(i)).isBetween(100L, 10_000L);
    }
    assertThat(ResourceWatch.pause(39)).isGreaterThanOrEqualTo(5_000L);
  }

  @Test
  void readsAKubeconfig(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("config");
    Files.writeString(
        file,
        "apiVersion: v1\nkind: Config\ncurrent-context: c\n"
            + "contexts: [{name: c, context: {cluster: k, user: u}}]\n"
            + "clusters: [{name: k, cluster: {server: '"
            + server.url()
            + "'}}]\n"
            + "users: [{name: u, user: {token: secret}}]\n");
    put("s", 80);
    source = ApiServerSource.connect(file.toString(), "", Duration.ofSeconds(30));
    assertThat(synced()).hasSize(2);
    Files.writeString(file, "- not\n- that");
    assertThatThrownBy(() -> ApiServerSource.connect(file.toString(), "", Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a kubeconfig file");
  }

  @Test
  void whatIsWrongWithAKubeconfigIsSaidWithoutItsSecrets(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, "users:\n- name: me\n  user: {token: [hunter2\n");
    assertThatThrownBy(() -> ApiServerSource.connect(file.toString(), "", Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a kubeconfig file")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }
}
