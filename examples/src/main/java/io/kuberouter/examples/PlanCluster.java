package io.kuberouter.examples;

import io.kuberouter.sync.agent.DesiredText;
import io.kuberouter.sync.agent.PlanSession;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;

/** Manifests → the IPVS services that one node is to have; neither root nor a kernel is needed. */
final class PlanCluster {

  private static final String MANIFESTS =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node1}
      spec: {podCIDR: 10.244.0.0/24}
      status: {addresses: [{type: InternalIP, address: 10.99.0.11}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {clusterIP: 10.96.0.10, ports: [{port: 80}], selector: {app: web}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web-1, namespace: shop, labels: {app: web}}
      spec: {nodeName: node1}
      status: {phase: Running, podIP: 10.244.0.2}
      """;

  private PlanCluster() {}

  static String services() throws IOException {
    ClusterModel model =
        new PlanSession(AgentOptions.DEFAULTS)
            .offline(FolderSource.readText("shop", MANIFESTS), "node1", "/etc/cni/net.d/kr.conf");
    return new DesiredText(model.desired()).ipvsadmSave();
  }

  public static void main(String[] arguments) throws IOException {
    System.out.print(services());
  }
}
