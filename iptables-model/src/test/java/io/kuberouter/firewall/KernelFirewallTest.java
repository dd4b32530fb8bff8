package io.kuberouter.firewall;

import io.kuberouter.firewall.exec.FirewallTool;
import io.kuberouter.ipset.exec.ProcessIpSetTool;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract with the tools of both backends and the running kernel. */
class KernelFirewallTest {

  abstract static class OnKernel extends FirewallContract {
    private final Backend backend;
    private KernelNamespace namespace;

    OnKernel(Backend backend) {
      this.backend = backend;
    }

    @BeforeEach
    void makeNamespace() throws IOException {
      namespace = new KernelNamespace(backend);
    }

    @AfterEach
    void removeNamespace() throws IOException {
      if (namespace != null) {
        namespace.close();
      }
    }

    @Override
    FirewallTool tool() {
      return new FirewallTool(namespace.tool(), new ProcessIpSetTool(namespace.runner()));
    }
  }

  @Nested
  class Legacy extends OnKernel {
    Legacy() {
      super(Backend.LEGACY);
    }
  }

  @Nested
  class Nft extends OnKernel {
    Nft() {
      super(Backend.NFT);
    }
  }
}
