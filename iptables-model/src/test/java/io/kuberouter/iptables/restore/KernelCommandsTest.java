package io.kuberouter.iptables.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.RulesetBuilder;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.diff.RulesetDiff;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Differences as commands, run by a shell: the kernel has afterwards what was wanted. */
class KernelCommandsTest {

  private static void run(KernelNamespace namespace, Ruleset wanted, Ownership ours)
      throws Exception {
    IpFamily family = wanted.family();
    RulesetDiff diff = RulesetDiffer.diff(namespace.saved(family), wanted, ours);
    String commands =
        String.join("\n", CommandWriter.write(diff))
            .replaceAll("(?m)^(ip6?tables) ", "$1-" + namespace.tool().backend() + " ");
    namespace.run("set -e; PATH=$PATH:/usr/sbin:/sbin\n" + commands + "\n", "sh", "-s");
    assertThat(RulesetDiffer.diff(namespace.saved(family), wanted, ours).changes())
        .as(commands)
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void whatMeansSomethingToAShellIsPassedOn(Backend backend) throws Exception {
    try (KernelNamespace namespace = new KernelNamespace(backend)) {
      for (IpFamily family : IpFamily.values()) {
        RulesetBuilder builder = new RulesetBuilder(family);
        String chain = "OURS;$(x)&`y`|'<*#~";
        builder.chain("filter", chain);
        for (String rule :
            new String[] {
              "-m comment --comment \"cost $5 `x` 'y' \\\\ \\\"z\\\" ! ; # & $(touch /tmp/x)\" -j DROP",
              "-i e'h\\0;$ -j ACCEPT",
              "! -o a*b -m comment --comment plain",
              "-j LOG --log-prefix \"a  b: \""
            }) {
          builder.rule("filter", chain, RuleText.parse(family, rule));
        }
        run(namespace, builder.build(), Ownership.ofPrefix("OURS"));
        run(namespace, new RulesetBuilder(family).build(), Ownership.ofPrefix("OURS"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void seededPairs(Backend backend) throws Exception {
    Ownership ours = Ownership.ofPrefix(RulesetCorpus.PREFIX);
    try (KernelNamespace namespace = new KernelNamespace(backend)) {
      for (IpFamily family : IpFamily.values()) {
        for (int seed = 500; seed < 504; seed++) {
          run(namespace, new RulesetCorpus(family, seed).small(), ours);
        }
      }
    }
  }
}
