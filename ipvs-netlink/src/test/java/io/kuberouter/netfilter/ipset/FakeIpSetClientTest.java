package io.kuberouter.netfilter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netfilter.ipset.testkit.FakeIpSetClient;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FakeIpSetClientTest extends IpSetClientContract {

  @Override
  void with(Body body) throws Exception {
    try (FakeIpSetClient fake = new FakeIpSetClient()) {
      body.run(fake);
    }
  }

  @Override
  Set<String> saved(IpSetClient client, String set) throws Exception {
    return client.set(set).orElseThrow().entries().stream()
        .map(SetEntryText::format)
        .collect(Collectors.toSet());
  }

  @Override
  void refer(IpSetClient client, String set) {
    ((FakeIpSetClient) client).refer(set);
  }

  @Test
  void failsOnDemandAndExpires() throws Exception {
    FakeIpSetClient fake = new FakeIpSetClient();
    fake.failNext(change -> change instanceof SetChange.Create, 12);
    assertThat(errno(fake, create("a", "hash:ip"))).isEqualTo(12);
    assertThat(errno(fake, create("a", "hash:ip"))).isZero();
    SetEntry one = entry("hash:ip", "10.0.0.1");
    fake.execute(new SetChange.Add("a", one));
    fake.expire("a", one);
    assertThat(fake.test("a", one)).isFalse();
    fake.refer("a");
    assertThat(errno(fake, new SetChange.Destroy("a"))).isEqualTo(4100);
    fake.unrefer("a");
    fake.execute(new SetChange.Destroy("a"));
    fake.close();
    assertThatThrownBy(fake::sets).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void aFullSetRefusesOrForgets() throws Exception {
    FakeIpSetClient fake = new FakeIpSetClient();
    SetDefinition one = SetDefinition.builder("a", "hash:ip").maxElements(1).build();
    fake.execute(new SetChange.Create(one));
    fake.execute(new SetChange.Create(one.renamed("b").toBuilder().forceAdd(true).build()));
    for (String set : new String[] {"a", "b"}) {
      fake.execute(new SetChange.Add(set, entry("hash:ip", "10.0.0.1")));
    }
    SetEntry two = entry("hash:ip", "10.0.0.2");
    assertThat(errno(fake, new SetChange.Add("a", two))).isEqualTo(4352);
    assertThat(errno(fake, new SetChange.Add("b", two))).isZero();
    assertThat(fake.set("b").orElseThrow().elements()).isEqualTo(1);
  }
}
