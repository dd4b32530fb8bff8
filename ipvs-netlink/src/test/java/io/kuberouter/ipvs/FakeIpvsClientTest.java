package io.kuberouter.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeIpvsClientTest extends IpvsClientContract {

  @Override
  void with(Body body) throws Exception {
    try (FakeIpvsClient fake = new FakeIpvsClient()) {
      fake.addDevice("d0");
      body.run(fake);
    }
  }

  @Override
  List<String> saved(IpvsClient client) throws Exception {
    List<String> lines = new ArrayList<>();
    for (ObservedService service : client.services()) {
      lines.add(line(service.service()));
      for (ObservedRealServer server : client.servers(service.service().key())) {
        lines.add(line(service.service().key(), server.server()));
      }
    }
    return lines;
  }

  @Test
  void failsOnDemand() throws Exception {
    try (FakeIpvsClient fake = new FakeIpvsClient()) {
      IpvsChange add = new IpvsChange.AddService(VirtualService.of(tcp("10.0.0.1", 80), "rr"));
      fake.failNext(change -> change instanceof IpvsChange.AddService, 12);
      assertThat(errno(fake, add)).isEqualTo(12);
      assertThat(errno(fake, add)).isZero();
      fake.failAll(change -> true, 1);
      assertThat(errno(fake, new IpvsChange.Flush())).isEqualTo(1);
      assertThat(errno(fake, new IpvsChange.Flush())).isEqualTo(1);
      fake.heal();
      assertThat(errno(fake, new IpvsChange.Flush())).isZero();
    }
  }

  @Test
  void carriesWhatATestSaysUntilZeroed() throws Exception {
    FakeIpvsClient fake = new FakeIpvsClient();
    ServiceKey key = tcp("10.0.0.1", 80);
    RealServer server = RealServer.masquerade(address("10.244.0.1"), 80, 1);
    TrafficStats stats = new TrafficStats(1, 2, 3, 4, 5, 0, 0, 0, 0, 0);
    fake.execute(new IpvsChange.AddService(VirtualService.of(key, "rr")));
    fake.execute(new IpvsChange.AddServer(key, server));
    fake.carry(key, stats);
    fake.carry(key, server.key(), 7, 8, 9, stats);
    assertThat(fake.services().get(0).stats()).isEqualTo(stats);
    assertThat(fake.servers(key)).containsExactly(new ObservedRealServer(server, 7, 8, 9, stats));
    fake.execute(new IpvsChange.Zero(Optional.of(key)));
    assertThat(fake.servers(key))
        .containsExactly(new ObservedRealServer(server, 7, 8, 9, TrafficStats.ZERO));
    fake.close();
    assertThatThrownBy(fake::services).isInstanceOf(IOException.class);
  }
}
