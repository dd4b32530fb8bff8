package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.testkit.FakeBfdNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

class FakeBfdNetworkTest extends BfdTransportContract {
  private final FakeBfdNetwork network = new FakeBfdNetwork();

  @Override
  BfdTransport open(List<InetAddress> addresses, int port) throws IOException {
    return network.attach(addresses, port);
  }
}
