package io.kuberouter.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.NamespaceView;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against the real server of {@code KUBE_ROUTER_TEST_KUBECONFIG}; reads only. */
class ApiServerSourceIT {

  @Test
  void syncsWithARealServer() throws Exception {
    String kubeconfig = System.getenv("KUBE_ROUTER_TEST_KUBECONFIG");
    assumeTrue(kubeconfig != null, "KUBE_ROUTER_TEST_KUBECONFIG is not set");
    LinkedBlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
    try (ApiServerSource source = ApiServerSource.connect(kubeconfig, "", Duration.ofSeconds(30))) {
      source.start(events::add);
      Set<String> namespaces = new HashSet<>();
      ClusterEvent event;
      do {
        event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).isNotNull().isNotInstanceOf(ClusterEvent.Rejected.class);
        if (event instanceof ClusterEvent.Upserted u && u.object() instanceof NamespaceView n) {
          namespaces.add(n.key().name());
        }
      } while (!(event instanceof ClusterEvent.Synced));
      assertThat(namespaces).contains("default", "kube-system");
    }
  }
}
