package io.kuberouter.iptables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import java.util.ArrayList;
import java.util.List;

/** What a packet filter takes and refuses; the same for the kernel and the fake. */
abstract class NetfilterContract {

  /** A restore of table filter, and whether it is taken. */
  private record Attempt(boolean taken, String lines) {}

  private static final List<Attempt> ATTEMPTS =
      List.of(
          new Attempt(true, ":C - [0:0]\n:D - [0:0]\n-A C -j D\n-A INPUT -j C"),
          new Attempt(true, "-A C -p tcp -m tcp --dport 80 -j ACCEPT\n-I C 1 -p 50 -j RETURN"),
          new Attempt(false, "-A MISSING -j ACCEPT"),
          new Attempt(false, "-A C -j ACCEPT\n-A C -j MISSING"),
          new Attempt(false, "-A C -j DROP\n-D C 9"),
          new Attempt(false, "-I C 9 -j ACCEPT"),
          new Attempt(true, "-I C 4 -j DROP"),
          new Attempt(true, "-D C 4"),
          new Attempt(true, "-D C -p tcp --dport 80 -j ACCEPT"),
          new Attempt(false, "-D C -p tcp --dport 81 -j ACCEPT"),
          new Attempt(false, "-X D"),
          new Attempt(false, "-F D\n-X D"),
          new Attempt(false, "-N C"),
          new Attempt(false, "-X MISSING"),
          new Attempt(false, "-X INPUT"),
          new Attempt(false, "-A D -j C"),
          new Attempt(false, "-A D -j D"),
          new Attempt(true, "-P FORWARD DROP"),
          new Attempt(false, "-P C DROP"),
          new Attempt(false, "-P FORWARD REJECT"),
          new Attempt(true, ":FORWARD ACCEPT [0:0]"),
          new Attempt(true, "-E D E"),
          new Attempt(false, "-E MISSING F"),
          new Attempt(false, "-E E C"),
          new Attempt(true, ":C - [0:0]\n-A C -m comment --comment \"emptied by its line\""),
          new Attempt(true, "-X E"),
          new Attempt(false, "-A C -m set --match-set absent src -j ACCEPT"),
          new Attempt(true, "-A C -m set --match-set testset src -j ACCEPT"),
          new Attempt(false, "-A C -m no-such-match -j ACCEPT"),
          new Attempt(false, "-A C -j NOSUCHTARGET --option 1"),
          new Attempt(false, "-A C -m tcp --dport 80"),
          new Attempt(false, "-A C -p udp -m tcp --dport 80"),
          new Attempt(false, "-A C -m multiport --dports 80"),
          new Attempt(false, "-A C -j MASQUERADE"),
          new Attempt(false, "-A OUTPUT -i lo -j ACCEPT"),
          new Attempt(false, "-A INPUT -o lo -j ACCEPT"),
          new Attempt(true, "-A OUTPUT -o lo -j ACCEPT"),
          new Attempt(true, "-A C -j REJECT\n-A C -j LOG --log-prefix \"two words\""),
          new Attempt(false, ":NAME-OF-TWENTY-NINE-LETTERS-X - [0:0]"),
          new Attempt(true, ":NAME-OF-TWENTY-EIGHT-LETTERS - [0:0]"),
          new Attempt(true, "-F C\n-D INPUT 1\n-X C"),
          new Attempt(true, "-N G2\n-N G\n-A G -g G2"));

  abstract IptablesTool tool() throws Exception;

  abstract void createSet(IpFamily family) throws Exception;

  private static List<String> shape(Ruleset ruleset) {
    List<String> lines = new ArrayList<>();
    ruleset
        .tables()
        .getOrDefault("filter", io.kuberouter.iptables.Table.empty("filter"))
        .chains()
        .values()
        .stream()
        .sorted(java.util.Comparator.comparing(Chain::name))
        .forEach(
            chain -> {
              lines.add(":" + chain.name() + chain.policy().map(p -> " " + p).orElse(""));
              chain.rules().forEach(r -> lines.add(chain.name() + " " + RuleText.format(r)));
            });
    return lines;
  }

  /** {@return what every attempt led to} */
  List<String> protocol(IpFamily family) throws Exception {
    createSet(family);
    List<String> all = new ArrayList<>();
    for (Attempt attempt : ATTEMPTS) {
      List<String> before = shape(SaveParser.parse(family, tool().save(family)));
      String text = "*filter\n" + attempt.lines() + "\nCOMMIT\n";
      boolean taken = true;
      try {
        tool().restore(family, new RestoreScript(text, List.of()));
      } catch (RestoreFailedException e) {
        taken = false;
      }
      List<String> after = shape(SaveParser.parse(family, tool().save(family)));
      assertThat(taken).as(attempt.lines()).isEqualTo(attempt.taken());
      if (!taken && !before.isEmpty()) {
        assertThat(after).as("after " + attempt.lines()).isEqualTo(before);
      }
      all.add(attempt.lines() + " -> " + after);
    }
    return all;
  }

  /** Rules of table filter, each of which alone is refused: by the tool, or only by the kernel. */
  private static final List<String> REFUSED =
      List.of(
          "-p udp -j NO-SUCH-CHAIN",
          "-p udp -m set --match-set absent src -j ACCEPT",
          "-p tcp -j MASQUERADE",
          "-p tcp -j REDIRECT --to-ports 80",
          "-j REJECT --reject-with tcp-reset");

  /** A refused rule among many is the one that is named, and the chain stays as it was. */
  void theRefusedRuleIsNamed(IpFamily family) throws Exception {
    createSet(family);
    tool().restore(family, new RestoreScript("*filter\n:OURS - [0:0]\nCOMMIT\n", List.of()));
    Ruleset from = SaveParser.parse(family, tool().save(family));
    Chain chain = from.chain("filter", "OURS").orElseThrow();
    for (String refused : REFUSED) {
      List<Rule> rules = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        rules.add(
            RuleText.parse(
                family, "-m set --match-set testset src -m mark --mark 0x" + i + " -j ACCEPT"));
      }
      rules.add(13, RuleText.parse(family, refused));
      Ruleset to = from.with("filter", chain.withRules(rules));
      RestoreScript script =
          RestoreScriptWriter.write(RulesetDiffer.diff(from, to, Ownership.ofPrefix("OURS")));
      RestoreFailedException e =
          catchThrowableOfType(RestoreFailedException.class, () -> tool().restore(family, script));
      String canonical = RuleText.format(rules.get(13));
      assertThat(e.element())
          .as(e.getMessage())
          .contains(new RestoreScript.Element("filter", "OURS", "insert " + canonical));
      assertThat(e).hasMessageContaining("table filter, chain OURS: insert " + canonical);
      assertThat(SaveParser.parse(family, tool().save(family)).rules("filter", "OURS")).isEmpty();
    }
  }
}
