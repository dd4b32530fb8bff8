package io.kuberouter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProcessToolRunnerTest {

  private final ToolRunner runner = new ProcessToolRunner(List.of(), "/bin");

  private ToolRunner.Result shell(String script, String input) throws IOException {
    return runner.run(List.of("sh", "-c", script), input);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 4097, 3_000_000})
  void allOfTheInputComesBackFromATool(int size) throws IOException {
    String input = "x".repeat(size);
    ToolRunner.Result result = runner.run(List.of("cat"), input);
    assertThat(result).isEqualTo(new ToolRunner.Result(0, input, ""));
  }

  @Test
  void outputAndErrorsAndStatusAreKeptApart() throws IOException {
    assertThat(shell("echo out; echo err >&2; exit 3", ""))
        .isEqualTo(new ToolRunner.Result(3, "out\n", "err\n"));
    assertThat(shell("sleep 0.1; echo out; echo err >&2; exit 3", ""))
        .isEqualTo(new ToolRunner.Result(3, "out\n", "err\n"));
  }

  @Test
  void moreThanAPipeHoldsIsReadWhileTheToolRuns() throws IOException {
    ToolRunner.Result result =
        shell("head -c 300000 /dev/zero >&2; head -c 400000 /dev/zero; cat", "end");
    assertThat(result.errors()).hasSize(300_000);
    assertThat(result.output()).hasSize(400_003).endsWith("end");
  }

  /**
   * On few cores the common pool has one thread, or is busy: the streams need threads of their own.
   */
  @Test
  void aToolIsReadWhileTheCommonPoolIsBusy() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism() + 1; i++) {
      ForkJoinPool.commonPool().execute(() -> await(done));
    }
    try {
      assertThat(shell("cat >&2; echo out", "x".repeat(100_000)).errors()).hasSize(100_000);
    } finally {
      done.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aToolThatDoesNotReadTellsByItsStatus() throws IOException {
    assertThat(shell("exit 4", "x".repeat(1_000_000)).exit()).isEqualTo(4);
  }

  @Test
  void aToolThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> runner.run(List.of("no-such-tool"), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-tool");
  }

  @Test
  void anInterruptEndsTheToolAndTheWait() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> shell("sleep 60", ""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
