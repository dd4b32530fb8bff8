package io.kuberouter.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against the real API server that {@code examples/sandbox/kubernetes/control-plane.sh} has brought
 * up; the environment variable names that script.
 */
@EnabledIfEnvironmentVariable(named = "KUBE_ROUTER_TEST_CONTROL_PLANE", matches = ".+")
class ApiServerSourceIT {

  private final LinkedBlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
  private final List<ClusterEvent> all = new ArrayList<>();
  private Optional<ApiServerSource> source = Optional.empty();

  @TempDir private Path folder;

  private static String control(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getenv("KUBE_ROUTER_TEST_CONTROL_PLANE"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + ": " + out).isZero();
    return out.strip();
  }

  private void start(String user) throws Exception {
    ApiServerSource opened =
        ApiServerSource.connect(control("kubeconfig", user), "", Duration.ofSeconds(120));
    source = Optional.of(opened);
    opened.start(events::add);
  }

  @AfterEach
  void stop() {
    source.ifPresent(ApiServerSource::close);
  }

  private ClusterEvent await(Predicate<ClusterEvent> wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      ClusterEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(event).as("in time; so far: " + all.size() + " events").isNotNull();
      all.add(event);
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  private static Predicate<ClusterEvent> upserted(ObjectKey key) {
    return e -> e instanceof ClusterEvent.Upserted u && u.object().key().equals(key);
  }

  private static ObjectKey namespace(String name) {
    return new ObjectKey(Kind.NAMESPACE, "", name);
  }

  private void synced() throws Exception {
    await(ClusterEvent.Synced.class::isInstance);
  }

  @Test
  void listsInPagesAndThenWatches() throws Exception {
    StringBuilder manifest = new StringBuilder();
    for (int i = 0; i < 620; i++) { // more than a page
      manifest
          .append("---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n")
          .append("metadata: {name: p" + i + ", namespace: default}\n")
          .append("spec: {podSelector: {}}\n");
    }
    Path file = Files.writeString(folder.resolve("policies.yaml"), manifest);
    control("kubectl", "create", "-f", file.toString());
    start("kube-router");
    synced();
    Set<String> policies = new HashSet<>();
    for (ClusterEvent event : all) {
      assertThat(event).isNotInstanceOf(ClusterEvent.Rejected.class);
      if (event instanceof ClusterEvent.Upserted u
          && u.object().key().kind() == Kind.NETWORK_POLICY) {
        policies.add(u.object().key().name());
      }
    }
    assertThat(policies).hasSize(620);
    assertThat(all).anyMatch(upserted(namespace("kube-system")));
    control("kubectl", "create", "namespace", "watched");
    await(upserted(namespace("watched")));
    control("kubectl", "delete", "networkpolicy", "p7");
    await(
        e ->
            e instanceof ClusterEvent.Deleted d
                && d.key().equals(new ObjectKey(Kind.NETWORK_POLICY, "default", "p7")));
    control("kubectl", "delete", "networkpolicy", "--all", "--wait=false");
  }

  @Test
  void survivesTheServersDeathAndGoesOnWhereItWas() throws Exception {
    start("kube-router");
    synced();
    all.clear();
    control("kill-api");
    Thread.sleep(3000);
    control("start-api");
    control("kubectl", "create", "namespace", "after-restart");
    await(upserted(namespace("after-restart")));
    assertThat(all).noneMatch(ClusterEvent.Deleted.class::isInstance);
  }

  @Test
  void listsAgainWhenTheServerNoLongerKnowsWhatCameSince() throws Exception {
    control("kubectl", "create", "namespace", "forgotten");
    start("kube-router");
    synced();
    assertThat(all).anyMatch(upserted(namespace("forgotten")));
    all.clear();
    control("kill-api");
    control("forget", "/registry/namespaces/forgotten"); // no watch will ever tell of it
    control("compact");
    control("start-api");
    await(e -> e instanceof ClusterEvent.Deleted d && d.key().equals(namespace("forgotten")));
    assertThat(all)
        .filteredOn(ClusterEvent.Deleted.class::isInstance)
        .allMatch(e -> !((ClusterEvent.Deleted) e).key().equals(namespace("default")));
    control("kubectl", "create", "namespace", "after-compaction");
    await(upserted(namespace("after-compaction")));
  }

  @Test
  void whoMayNotReadIsToldWhatIsMissing() throws Exception {
    start("nobody");
    ClusterEvent.Rejected rejected =
        (ClusterEvent.Rejected)
            await(
                e ->
                    e instanceof ClusterEvent.Rejected r && r.subject().equals("/api/v1/services"));
    assertThat(rejected.reason())
        .startsWith("403: ")
        .contains("\"nobody\"")
        .endsWith("allow the agent's account to list and watch services");
    assertThat(all).noneMatch(ClusterEvent.Synced.class::isInstance);
  }

  @Test
  void aKubeconfigThatIsNotOneIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("kubeconfig"), "- not\n- a map\n");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> ApiServerSource.connect(file.toString(), "", Duration.ofSeconds(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
