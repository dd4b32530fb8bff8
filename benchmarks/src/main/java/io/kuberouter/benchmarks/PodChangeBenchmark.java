package io.kuberouter.benchmarks;

import io.kuberouter.sync.cluster.ClusterEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One pod's label changes, so that a policy's peers do, among many pods under policies: the event's
 * way to the plan, beside translating and comparing the whole cluster.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PodChangeBenchmark {

  /** Pods of this node; one policy for ten of them. */
  @Param({"100", "1000"})
  public int pods;

  private Cluster cluster;
  private List<ClusterEvent> changes;
  private int turn;

  /** Makes the cluster. */
  @Setup
  public void setUp() throws IOException {
    StringBuilder manifests =
        new StringBuilder("---\napiVersion: v1\nkind: Namespace\nmetadata: {name: default}\n");
    for (int i = 0; i < pods; i++) {
      manifests.append(pod(i, "app" + i / 10));
    }
    for (int i = 0; i < pods / 10; i++) {
      manifests.append(
          """
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: p%1$d, namespace: default}
          spec:
            podSelector: {matchLabels: {app: app%1$d}}
            policyTypes: [Ingress]
            ingress: [{from: [{podSelector: {matchLabels: {app: app%2$d}}}], ports: [{port: 80}]}]
          """
              .formatted(i, (i + 1) % (pods / 10)));
    }
    cluster = new Cluster(manifests.toString());
    changes =
        List.of(Cluster.events(pod(0, "other")).get(0), Cluster.events(pod(0, "app0")).get(0));
  }

  private static String pod(int number, String app) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: pod%1$d, namespace: default, labels: {app: %2$s}}
        spec: {nodeName: node1}
        status: {phase: Running, podIP: 10.244.%3$d.%4$d, podIPs: [{ip: 10.244.%3$d.%4$d}]}
        """
        .formatted(number, app, number / 250, number % 250 + 2);
  }

  /** {@return the steps} */
  @Benchmark
  public int oneLabel() {
    int steps = cluster.change(changes.get(turn++ % 2));
    if (steps == 0) {
      throw new IllegalStateException("a label changes, the plan is empty");
    }
    return steps;
  }

  /** {@return the steps} */
  @Benchmark
  public int wholeCluster() throws IOException {
    return cluster.everything();
  }
}
