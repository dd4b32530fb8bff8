package io.kuberouter.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.nftables.exec.NftException;
import io.kuberouter.nftables.exec.NftTool;
import io.kuberouter.nftables.testkit.FakeNftables;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeNftablesTest extends NftToolContract {

  private final FakeNftables fake = new FakeNftables();

  @Override
  NftTool tool() {
    return fake;
  }

  @Test
  void failsOnDemand() throws Exception {
    fake.failOn(command -> command instanceof Command.AddChain);
    assertThatThrownBy(() -> make(table()))
        .isInstanceOf(NftException.class)
        .hasMessageStartingWith("nft add chain inet t ")
        .hasMessageEndingWith(": refused by the test");
    assertThat(fake.list().tables().isEmpty()).isTrue();
    fake.failOn(command -> false);
    make(table());
    assertThat(fake.applied()).hasSize(2);
    fake.apply(List.of(new Command.DeleteTable(KEY)));
    assertThat(fake.list().tables().isEmpty()).isTrue();
  }
}
