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
 * One endpoint comes or goes in a cluster of many services: the event's way to the plan, beside
 * translating and comparing the whole cluster, as agents do that sync everything.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EndpointChangeBenchmark {

  /** Services, each with three endpoints. */
  @Param({"100", "1000"})
  public int services;

  private Cluster cluster;
  private List<ClusterEvent> changes;
  private int turn;

  /** Makes the cluster. */
  @Setup
  public void setUp() throws IOException {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < services; i++) {
      manifests.append(
          """
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: s%1$d, namespace: default}
          spec: {clusterIP: 10.96.%2$d.%3$d, clusterIPs: [10.96.%2$d.%3$d], ports: [{port: 80, protocol: TCP}]}
          """
              .formatted(i, i / 250, i % 250 + 1));
      manifests.append(slice(i, 3));
    }
    cluster = new Cluster(manifests.toString());
    changes =
        List.of(
            Cluster.events(slice(services / 2, 4)).get(0),
            Cluster.events(slice(services / 2, 3)).get(0));
  }

  private static String slice(int service, int endpoints) {
    StringBuilder text =
        new StringBuilder(
            """
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: s%1$d-x, namespace: default, labels: {kubernetes.io/service-name: s%1$d}}
            addressType: IPv4
            ports: [{name: '', port: 8080, protocol: TCP}]
            endpoints:
            """
                .formatted(service));
    for (int i = 0; i < endpoints; i++) {
      text.append("- {addresses: [10.244.%d.%d]}\n".formatted(service / 60, service % 60 * 4 + i));
    }
    return text.toString();
  }

  /** {@return the steps} */
  @Benchmark
  public int oneEndpoint() {
    int steps = cluster.change(changes.get(turn++ % 2));
    if (steps != 1) {
      throw new IllegalStateException("one server comes or goes, the plan has " + steps);
    }
    return steps;
  }

  /** {@return the steps} */
  @Benchmark
  public int wholeCluster() throws IOException {
    return cluster.everything();
  }
}
