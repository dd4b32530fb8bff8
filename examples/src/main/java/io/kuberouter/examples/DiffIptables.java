package io.kuberouter.examples;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Map;

/** The fewest edits that bring a saved chain to what is wanted, as a restore script. */
final class DiffIptables {

  private static final String SAVED =
      """
      *filter
      :MINE - [0:0]
      -A MINE -p tcp -m tcp --dport 22 -j ACCEPT
      -A MINE -p tcp -m tcp --dport 80 -j ACCEPT
      COMMIT
      """;

  private DiffIptables() {}

  static String script() throws ParseException {
    List<Rule> from = SaveParser.parse(IpFamily.IPV4, SAVED).rules("filter", "MINE");
    List<Rule> to =
        List.of(
            from.get(0), RuleText.parse(IpFamily.IPV4, "-p tcp --destination-port 443 -j ACCEPT"));
    return RestoreScriptWriter.write(
        List.of(
            new TableChange(
                "filter", List.of(), Map.of("MINE", ChainDiffer.diff(from, to)), List.of())));
  }

  public static void main(String[] arguments) throws ParseException {
    System.out.print(script());
  }
}
