package io.kuberouter.sync.agent;

import io.kuberouter.iptables.exec.ProcessIptablesTool;
import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netfilter.ipset.client.KernelIpSetClient;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.sync.dataplane.NodeIo;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;

/** With sets and rules of the running kernel, in a network namespace. */
class KernelSetOfAnotherTypeTest extends SetOfAnotherTypeTest {

  private final String namespace = "sets-" + ProcessHandle.current().pid();
  private AutoCloseable sets = () -> {};

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Override
  NodeIo edges(NodeIo inMemory) throws Exception {
    Assumptions.assumeTrue(
        run("ip", "netns", "add", namespace) == 0, "may not make a network namespace: not root");
    ProcessToolRunner runner =
        new ProcessToolRunner(
            List.of("ip", "netns", "exec", namespace),
            System.getenv().getOrDefault("PATH", "/usr/bin"));
    return inMemory.withNetfilter(ProcessIptablesTool.detect(runner)).withSets(open());
  }

  private IpSetClient open() {
    try {
      KernelIpSetClient client =
          KernelIpSetClient.open(NetlinkOptions.DEFAULT.in(NetworkNamespace.named(namespace)));
      sets = client::close;
      return client;
    } catch (IOException e) {
      return Assumptions.abort("this kernel has no sets: " + e.getMessage());
    }
  }

  @AfterEach
  void removeNamespace() throws Exception {
    sets.close();
    run("ip", "netns", "del", namespace);
  }
}
