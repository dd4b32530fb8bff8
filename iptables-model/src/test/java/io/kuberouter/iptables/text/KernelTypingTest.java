package io.kuberouter.iptables.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.TypedRules;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rules as people type them, in another order, with options cut short, negated, joined and mixed:
 * what the tool takes is read to the same rule, or refused.
 */
class KernelTypingTest {

  private static final int RULES = Integer.getInteger("iptables.typed", 150);
  private static final int SEED = Integer.getInteger("iptables.seed", 7);

  private static final String CHAINS =
      "*filter\n:RR -\n:C -\n:Q -\n-A RR -j RATEEST --rateest-name RE1 --rateest-interval 250ms"
          + " --rateest-ewmalog 500ms\nCOMMIT\n*nat\n:Q -\nCOMMIT\n*mangle\n:Q -\nCOMMIT\n"
          + "*raw\n:Q -\nCOMMIT\n";

  private static final List<String> MORE =
      List.of(
          "-s 10.1.2.3/9",
          "-d 10.0.0.0/255.0.255.0",
          "-d fe80::/10",
          "-i eth0",
          "-o lo+",
          "! -i e+",
          "-i +",
          "-p udp",
          "-p 17",
          "-p all",
          "! -p 0",
          "-p esp",
          "-m comment --comment=\"a b\\\"c\"",
          "-m tcp",
          "-m udp --dport 5",
          "-p sctp -m sctp --dport 1",
          "-m mark --mark 0x5/0xff",
          "-f",
          "-g Q",
          "-j Q",
          "-j ACCEPT");

  private final Random random = new Random(SEED);

  private String changed(String text, String other) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    for (int n = random.nextInt(3); n >= 0; n--) {
      change(words, other);
    }
    return String.join(" ", words);
  }

  private void change(List<String> words, String other) {
    int at = random.nextInt(words.size());
    String word = words.get(at);
    boolean isLong = word.startsWith("--") && word.length() > 4;
    switch (random.nextInt(6)) {
      case 0 -> {
        if (word.startsWith("-") && !word.equals("-m") && !word.equals("-j")) {
          words.add(at, "!");
        }
      }
      case 1 -> words.remove("!");
      case 2 ->
          words.addAll(
              random.nextBoolean() ? 0 : words.size(),
              List.of(MORE.get(random.nextInt(MORE.size())).split(" ", 3)));
      case 3 -> {
        List<String> of = List.of(other.split(" ", -1));
        int match = of.indexOf("-m");
        if (match >= 0) {
          words.addAll(0, of.subList(match, end(of, match + 2)));
        }
      }
      case 4 -> {
        int target = words.lastIndexOf("-j");
        if (target > 0) {
          List<String> tail = List.copyOf(words.subList(target, words.size()));
          words.subList(target, words.size()).clear();
          words.addAll(0, tail);
        }
      }
      default -> {
        if (isLong && random.nextBoolean()) {
          words.set(at, word.substring(0, word.length() - 1));
        } else if (isLong && at + 1 < words.size() && !words.get(at + 1).startsWith("-")) {
          words.set(at, word + "=" + words.remove(at + 1));
        }
      }
    }
  }

  private static int end(List<String> words, int from) {
    int to = from;
    while (to < words.size() && !words.get(to).equals("-m") && !words.get(to).equals("-j")) {
      to++;
    }
    return to;
  }

  /** {@return the rule as the tool lists it; empty where it refuses it} */
  private static Optional<Rule> listed(KernelNamespace namespace, TypedRules place, String text)
      throws Exception {
    String script = "*%s\n-F %2$s\n-A %2$s %3$s\nCOMMIT\n";
    if (!namespace
        .restore(place.family(), script.formatted(place.table(), place.chain(), text))
        .isEmpty()) {
      return Optional.empty();
    }
    List<Rule> rules = namespace.saved(place.family()).rules(place.table(), place.chain());
    assertThat(rules).hasSize(1);
    return Optional.of(rules.get(0));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void whatTheToolTakesIsReadAsTheToolReadsIt(Backend backend) throws Exception {
    int same = 0;
    int refused = 0;
    for (IpFamily family : IpFamily.values()) {
      List<TypedRules> typed =
          TypedRules.all().stream().filter(rule -> rule.family() == family).toList();
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        String inet = family == IpFamily.IPV4 ? "inet" : "inet6";
        namespace.run("", "ipset", "create", "testset", "hash:ip,port", "family", inet, "counters");
        assertThat(namespace.restore(family, CHAINS)).isEmpty();
        for (int i = 0; i < RULES; i++) {
          TypedRules place = typed.get(random.nextInt(typed.size()));
          String text = changed(place.typed(), typed.get(random.nextInt(typed.size())).typed());
          Optional<Rule> listed = listed(namespace, place, text);
          if (listed.isEmpty()) {
            continue;
          }
          try {
            Rule rule = Canonicalizer.canonical(family, RuleText.parse(family, text));
            // the legacy tool lists "! --dport 0:80" as it is; see MatchRewrites
            Rule seen =
                backend == Backend.NFT
                    ? listed.get()
                    : Canonicalizer.canonical(family, listed.get());
            assertThat(RuleText.format(rule)).as(text).isEqualTo(RuleText.format(seen));
            same++;
          } catch (ParseException e) {
            refused++;
          }
        }
      }
    }
    assertThat(same).isGreaterThan(RULES);
    assertThat(refused).isLessThan(same / 20);
  }
}
