package io.kuberouter.iptables.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tools of both backends in a namespace: errors, the lock, which backend is in use. */
class ProcessIptablesToolTest {

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aRefusalNamesTheElement(Backend backend) throws Exception {
    try (KernelNamespace namespace = new KernelNamespace(backend)) {
      for (IpFamily family : IpFamily.values()) {
        assertThat(namespace.restore(family, "*filter\n:OURS - [0:0]\nCOMMIT\n")).isEmpty();
        Ruleset from = namespace.saved(family);
        Chain chain = from.chain("filter", "OURS").orElseThrow();
        Ruleset to =
            from.with(
                "filter",
                chain.withRules(
                    List.of(
                        RuleText.parse(family, "-p tcp -j ACCEPT"),
                        RuleText.parse(family, "-p udp -j NO-SUCH-CHAIN"),
                        RuleText.parse(family, "-p sctp -j ACCEPT"))));
        RestoreScript script =
            RestoreScriptWriter.write(RulesetDiffer.diff(from, to, Ownership.ofPrefix("OURS")));
        RestoreFailedException refused =
            catchThrowableOfType(
                RestoreFailedException.class, () -> namespace.tool().restore(family, script));
        assertThat(refused.element()).isPresent();
        assertThat(refused.element().get())
            .isEqualTo(
                new RestoreScript.Element("filter", "OURS", "insert -p udp -j NO-SUCH-CHAIN"));
        assertThat(refused).hasMessageContaining("table filter, chain OURS: insert -p udp");
        assertThat(namespace.saved(family).rules("filter", "OURS")).isEmpty();
      }
    }
  }

  /** Whether it has seen that the lock is held, and sleeps until it looks again. */
  private static boolean waitsForTheLock(Thread thread) {
    StackTraceElement[] frames = thread.getStackTrace();
    return frames.length > 0
        && frames[0].getMethodName().startsWith("sleep")
        && Arrays.stream(frames)
            .anyMatch(frame -> frame.getClassName().equals(XtablesLock.class.getName()));
  }

  @Test
  void theLockOfTheLegacyToolsIsWaitedFor() throws Exception {
    try (KernelNamespace namespace = new KernelNamespace(Backend.LEGACY)) {
      Process holder =
          new ProcessBuilder("flock", "/run/xtables.lock", "sh", "-c", "echo held; cat").start();
      try {
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        RestoreScript script = new RestoreScript("*filter\n:WAITED - [0:0]\nCOMMIT\n", List.of());
        FutureTask<RestoreReport> restore =
            new FutureTask<>(() -> namespace.tool().restore(IpFamily.IPV4, script));
        Thread thread = new Thread(restore, "restore");
        thread.start();
        while (!waitsForTheLock(thread)) {
          assertThat(restore).isNotDone();
          TimeUnit.MILLISECONDS.sleep(1);
        }
        TimeUnit.MILLISECONDS.sleep(60);
        holder.outputWriter().close();
        assertThat(restore.get().lockWait()).isGreaterThan(Duration.ofMillis(50));
        assertThat(namespace.saved(IpFamily.IPV4).chain("filter", "WAITED")).isPresent();
      } finally {
        holder.outputWriter().close();
        holder.waitFor();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theBackendThatHoldsRulesIsFound(Backend backend) throws Exception {
    try (KernelNamespace namespace = new KernelNamespace(backend)) {
      ProcessIptablesTool fresh = ProcessIptablesTool.detect(namespace.runner());
      assertThat(fresh.backend()).as("what iptables stands for").isNotNull();
      assertThat(namespace.restore(IpFamily.IPV6, "*filter\n:X - [0:0]\nCOMMIT\n")).isEmpty();
      assertThat(ProcessIptablesTool.detect(namespace.runner()).backend()).isEqualTo(backend);
    }
  }
}
