package io.kuberouter.benchmarks.iptables;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.iptables.text.SaveWriter;
import io.kuberouter.text.ParseException;
import java.util.Locale;

/** How many bytes of heap does a rule take, read from its text? Arguments: numbers of rules. */
public final class RulesetHeap {

  private RulesetHeap() {}

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Prints one line for each number and family. */
  public static void main(String[] arguments) throws ParseException {
    for (String argument : arguments) {
      for (IpFamily family : IpFamily.values()) {
        int wanted = Integer.parseInt(argument);
        String text = SaveWriter.write(new RulesetCorpus(family, 1).policies(wanted));
        long before = used();
        Ruleset ruleset = SaveParser.parse(family, text);
        long heap = used() - before;
        int rules = 0;
        for (Chain chain : ruleset.table("filter").orElseThrow().chains().values()) {
          rules += chain.rules().size();
        }
        System.out.printf(
            Locale.ROOT,
            "%s\t%d rules\t%.0f bytes of heap each\t%.0f bytes of text%n",
            family,
            rules,
            heap / (double) rules,
            text.length() / (double) rules);
      }
    }
  }
}
