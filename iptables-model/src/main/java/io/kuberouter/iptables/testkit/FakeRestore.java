package io.kuberouter.iptables.testkit;

import io.kuberouter.iptables.BuiltinChain;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.persistent.PersistentList;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of {@code iptables-restore --noflush}. Used once. */
final class FakeRestore {

  /** A line that is refused. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    Refusal(int line, String message) {
      super(message);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  private static final int LONGEST_NAME = 28;

  private final IpFamily family;
  private final Set<String> sets;
  private Ruleset committed;
  private Table table = Table.empty("");
  private boolean open;
  private int line;

  FakeRestore(Ruleset loaded, Set<String> sets) {
    this.family = loaded.family();
    this.committed = loaded;
    this.sets = sets;
  }

  /** {@return what is loaded after the last table that was committed} */
  Ruleset committed() {
    return committed;
  }

  void run(String script) throws Refusal {
    for (String text : script.split("\n", -1)) {
      line++;
      if (!text.isEmpty() && !text.startsWith("#")) {
        line(text.strip());
      }
    }
    if (open) {
      throw fault("COMMIT is missing");
    }
  }

  private Refusal fault(String message) {
    return new Refusal(line, message);
  }

  private void line(String text) throws Refusal {
    if (text.startsWith("*")) {
      begin(text.substring(1));
    } else if (!open) {
      throw fault("no table");
    } else if (text.equals("COMMIT")) {
      new RuleCheck(table, sets).reachable().ifPresent(this::refuseLater);
      if (later != null) {
        throw later;
      }
      committed = committed.with(table);
      open = false;
    } else if (text.startsWith(":")) {
      declare(text.substring(1).split(" +", -1));
    } else {
      command(text);
    }
  }

  private @org.jspecify.annotations.Nullable Refusal later;

  private void refuseLater(String message) {
    later = fault(message);
  }

  private void begin(String name) throws Refusal {
    if (BuiltinChain.of(name).isEmpty()) {
      throw fault("table " + name + " does not exist");
    }
    table = committed.tables().getOrDefault(name, Table.empty(name));
    for (String chain : BuiltinChain.of(name)) {
      if (table.chain(chain).isEmpty()) {
        table = table.with(new Chain(chain, Optional.of(ChainPolicy.ACCEPT), List.of()));
      }
    }
    open = true;
  }

  private void declare(String[] words) throws Refusal {
    if (words.length < 2) {
      throw fault("a chain and its policy expected");
    }
    if (isBuiltin(words[0])) {
      policy(words[0], words[1]);
    } else {
      name(words[0]);
      table =
          table.with(new Chain(words[0], Optional.empty(), List.of())); // emptied if it is there
    }
  }

  private boolean isBuiltin(String chain) {
    return BuiltinChain.of(table.name()).contains(chain);
  }

  private void policy(String chain, String policy) throws Refusal {
    Chain of = chain(chain);
    if (!isBuiltin(chain) || !(policy.equals("ACCEPT") || policy.equals("DROP"))) {
      throw fault("policy " + policy + " of chain " + chain);
    }
    table =
        table.with(
            new Chain(
                chain,
                Optional.of(ChainPolicy.valueOf(policy)),
                of.policyCounters(),
                of.rules(),
                Optional.empty()));
  }

  private void name(String chain) throws Refusal {
    if (chain.isEmpty() || chain.length() > LONGEST_NAME || chain.startsWith("-")) {
      throw fault("chain name " + chain + " is not allowed");
    }
  }

  private Chain chain(String name) throws Refusal {
    Optional<Chain> chain = table.chain(name);
    if (chain.isEmpty()) {
      throw fault("no chain by the name " + name);
    }
    return chain.get();
  }

  private void command(String text) throws Refusal {
    String[] words = text.split(" +", 4);
    String chain = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "-A" -> insert(chain, chain(chain).rules().size() + 1, rest(text, 2));
      case "-I" -> {
        boolean numbered = words.length > 2 && isNumber(words[2]);
        insert(chain, numbered ? Integer.parseInt(words[2]) : 1, rest(text, numbered ? 3 : 2));
      }
      case "-D" -> delete(chain, words.length > 2 ? words[2] : "", rest(text, 2));
      case "-N" -> {
        name(chain);
        if (table.chain(chain).isPresent()) {
          throw fault("chain " + chain + " exists already");
        }
        table = table.with(new Chain(chain, Optional.empty(), List.of()));
      }
      case "-F" -> table = table.with(chain(chain).withRules(PersistentList.of(List.of())));
      case "-X" -> {
        if (isBuiltin(chain) || !chain(chain).rules().isEmpty() || isCalled(chain)) {
          throw fault("chain " + chain + " is in use or not empty");
        }
        table = table.without(chain);
      }
      case "-P" -> policy(chain, words.length > 2 ? words[2] : "");
      case "-E" -> rename(chain, words.length > 2 ? words[2] : "");
      default -> throw fault("not understood: " + text);
    }
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.length() < 7 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String rest(String text, int words) {
    String rest = text;
    for (int i = 0; i < words; i++) {
      int blank = rest.indexOf(' ');
      rest = blank < 0 ? "" : rest.substring(blank + 1).stripLeading();
    }
    return rest;
  }

  private Rule rule(String chain, String text) throws Refusal {
    try {
      Rule rule = Canonicalizer.canonical(family, RuleText.parse(family, text));
      Optional<String> wrong = new RuleCheck(table, sets).rule(chain, rule);
      if (wrong.isPresent()) {
        throw fault(wrong.get());
      }
      return rule;
    } catch (ParseException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  private void insert(String chain, int position, String text) throws Refusal {
    PersistentList<Rule> rules = chain(chain).rules();
    if (position < 1 || position > rules.size() + 1) {
      throw fault("position " + position + " of chain " + chain + " is too big");
    }
    table = table.with(chain(chain).withRules(rules.inserted(position - 1, rule(chain, text))));
  }

  private void delete(String chain, String word, String text) throws Refusal {
    PersistentList<Rule> rules = chain(chain).rules();
    int index = isNumber(word) ? Integer.parseInt(word) - 1 : rules.indexOf(rule(chain, text));
    if (index < 0 || index >= rules.size()) {
      throw fault("no such rule in chain " + chain);
    }
    table = table.with(chain(chain).withRules(rules.removed(index)));
  }

  private boolean isCalled(String chain) {
    return table.chains().values().stream()
        .anyMatch(c -> c.rules().stream().anyMatch(r -> r.chain().equals(Optional.of(chain))));
  }

  private void rename(String old, String name) throws Refusal {
    name(name);
    Chain chain = chain(old);
    if (isBuiltin(old) || table.chain(name).isPresent()) {
      throw fault("chain " + old + " cannot become " + name);
    }
    table = table.without(old).with(chain.withName(name));
    for (Chain each : table.chains().values()) {
      List<Rule> rules = new ArrayList<>();
      for (Rule rule : each.rules()) {
        boolean follows = rule.chain().equals(Optional.of(old));
        rules.add(
            !follows
                ? rule
                : new Rule(
                    rule.matches(),
                    Optional.of(
                        rule.target().get() instanceof Jump ? new Jump(name) : new Goto(name))));
      }
      if (!rules.equals(each.rules())) {
        table = table.with(each.withRules(rules));
      }
    }
  }
}
