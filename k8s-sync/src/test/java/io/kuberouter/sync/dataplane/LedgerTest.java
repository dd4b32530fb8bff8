package io.kuberouter.sync.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  @TempDir private Path folder;

  @Test
  void remembersOverARestart() throws IOException {
    Ledger ledger = Ledger.open(folder.resolve("state"));
    assertThat(ledger.isNew()).isTrue();
    ledger.adopt(List.of("10.96.0.10:80/tcp"));
    ledger.made(List.of("10.96.0.11:80/tcp", "[fd96::a:11]:80/tcp"));
    ledger.gone(List.of("10.96.0.11:80/tcp"));
    Ledger again = Ledger.open(folder.resolve("state"));
    assertThat(again.isNew()).isFalse();
    assertThat(again.services())
        .containsExactlyInAnyOrder("10.96.0.10:80/tcp", "[fd96::a:11]:80/tcp");
  }

  @Test
  void anAgentThatFoundNothingStillIsNoNewcomerAfterwards() throws IOException {
    Ledger.open(folder).adopt(List.of());
    assertThat(Ledger.open(folder).isNew()).isFalse();
  }

  @Test
  void doesNotGrowWithTheNumberOfChanges() throws IOException {
    Ledger ledger = Ledger.open(folder);
    List<String> keys = IntStream.range(0, 10).mapToObj(i -> "10.96.0." + i + ":80/tcp").toList();
    for (int i = 0; i < 1000; i++) {
      ledger.made(keys);
      ledger.gone(keys);
    }
    ledger.made(keys);
    assertThat(Files.readAllLines(folder.resolve("ipvs.ledger"))).hasSizeLessThan(1100);
    assertThat(Ledger.open(folder).services()).containsExactlyInAnyOrderElementsOf(keys);
  }
}
