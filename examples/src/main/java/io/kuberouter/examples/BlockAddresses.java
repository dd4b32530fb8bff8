package io.kuberouter.examples;

import io.kuberouter.firewall.Firewall;
import io.kuberouter.firewall.FirewallOwnership;
import io.kuberouter.firewall.SetInUseException;
import io.kuberouter.firewall.exec.FirewallReport;
import io.kuberouter.firewall.exec.FirewallTool;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.text.IpSetSaveParser;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.RulesetBuilder;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops what comes from some networks, with a set for each family and a rule that names it: both
 * made, changed and removed together. Run again with other networks; with none, all of it goes.
 */
final class BlockAddresses {

  private static final FirewallOwnership OURS = FirewallOwnership.ofPrefix("BLOCK");

  private BlockAddresses() {}

  static FirewallReport block(FirewallTool tool, List<String> networks)
      throws IOException, ParseException, SetInUseException {
    Firewall wanted = Firewall.empty();
    List<String> sets = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      boolean six = family == IpFamily.IPV6;
      String set = six ? "BLOCKED6" : "BLOCKED4";
      List<String> of = networks.stream().filter(n -> n.contains(":") == six).toList();
      if (!of.isEmpty()) {
        sets.add("create " + set + " hash:net family " + (six ? "inet6" : "inet"));
        of.forEach(network -> sets.add("add " + set + " " + network));
        wanted =
            wanted.with(
                new RulesetBuilder(family)
                    .chain("filter", "BLOCK")
                    .rule("filter", "INPUT", RuleText.parse(family, "-j BLOCK"))
                    .rule(
                        "filter",
                        "BLOCK",
                        RuleText.parse(family, "-m set --match-set " + set + " src -j DROP"))
                    .build());
      }
    }
    IpSets parsed = IpSetSaveParser.parseSets(String.join("\n", sets) + "\n");
    return tool.bring(wanted.with(parsed), OURS);
  }

  public static void main(String[] networks) throws Exception {
    FirewallTool tool =
        FirewallTool.detect(new ProcessToolRunner(List.of(), System.getenv("PATH")));
    FirewallReport report = block(tool, List.of(networks));
    report.refusals().forEach(refusal -> System.err.println(refusal.message()));
    System.out.println(report.steps().size() + " steps, " + report.took().toMillis() + " ms");
  }
}
