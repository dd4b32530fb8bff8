package io.kuberouter.nftables.testkit;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Family;
import io.kuberouter.nftables.Hook;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.SetDefinition;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Statement;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.Verdict;
import io.kuberouter.nftables.canonical.RulesetCanonicalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Rulesets by seed: what a policy backend uses, in tables of IP, IPv6 and both. Canonical. */
public final class NftCorpus {

  private static final List<String> CHAINS = List.of("first", "second", "third", "fourth");

  private final Random random;
  private final String prefix;

  /** Creates a corpus whose tables have names that begin so. */
  public NftCorpus(long seed, String prefix) {
    this.random = new Random(seed);
    this.prefix = prefix;
  }

  /** {@return a policy table of pods: for each a chain of six rules, and a verdict map to them} */
  public static Table policy(String name, int pods) {
    Table table = Table.empty(Family.INET, name);
    SetDefinition map = SetDefinition.map("pods", List.of("ipv4_addr"), "verdict");
    NamedSet set = NamedSet.empty(map);
    for (int i = 0; i < pods; i++) {
      String chain = "pod-" + i;
      table = table.with(Chain.regular(chain, podRules(i).toArray(new Rule[0])));
      set = set.with(SetElement.of(new Expression.Value(host(i)), Verdict.jump(chain)));
    }
    Rule dispatch =
        Rule.of(
            new Statement.VerdictMap(
                new Expression.Payload("ip", "daddr"), new Expression.SetRef("pods")));
    return table.with(set).with(Chain.base("forward", Hook.of("filter", "forward", 0), dispatch));
  }

  private static String host(int number) {
    return "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  private static List<Rule> podRules(int pod) {
    List<Rule> rules = new ArrayList<>();
    Expression state = new Expression.Ct("state", Optional.empty());
    rules.add(
        Rule.of(
            new Statement.Match(
                "in",
                state,
                new Expression.Flags(
                    List.of(new Expression.Value("established"), new Expression.Value("related")))),
            Verdict.ACCEPT));
    for (int port = 0; port < 4; port++) {
      rules.add(
          Rule.of(
                  new Statement.Match(
                      new Expression.Payload("ip", "saddr"),
                      new Expression.Prefix("10." + (pod + port) % 250 + ".0.0", 16)),
                  new Statement.Match(
                      new Expression.Payload("tcp", "dport"),
                      new Expression.Numeral(8000 + (pod + port) % 500)),
                  new Statement.Counter(),
                  Verdict.ACCEPT)
              .withComment("policy " + pod + " port " + port));
    }
    rules.add(Rule.of(new Statement.Counter(), Verdict.DROP));
    return rules;
  }

  /** {@return a ruleset of three tables} */
  public Ruleset ruleset() {
    Ruleset ruleset = Ruleset.empty();
    for (Family family : List.of(Family.INET, Family.IP, Family.IP6)) {
      ruleset = ruleset.with(table(family));
    }
    return RulesetCanonicalizer.canonical(ruleset);
  }

  /** {@return a ruleset that differs from this one in rules, elements, chains, sets, tables} */
  public Ruleset changed(Ruleset ruleset) {
    Ruleset result = ruleset;
    for (Table table : ruleset.tables().values()) {
      result =
          switch (random.nextInt(8)) {
            case 0 -> result.without(table.key());
            case 1 -> result.with(table(table.key().family()));
            default -> result.with(changed(table));
          };
    }
    if (random.nextInt(4) == 0) {
      result = result.with(table(Family.INET));
    }
    return RulesetCanonicalizer.canonical(result);
  }

  private Table changed(Table table) {
    Table result = table;
    Family family = table.key().family();
    for (Chain chain : table.chains().values()) {
      List<Rule> rules = new ArrayList<>(chain.bodies());
      boolean filters = !chain.name().equals("nat");
      for (int i = filters ? random.nextInt(4) : 0; i > 0; i--) {
        if (!rules.isEmpty() && random.nextBoolean()) {
          rules.remove(random.nextInt(rules.size()));
        } else {
          rules.add(random.nextInt(rules.size() + 1), rule(family, level(chain.name())));
        }
      }
      if (random.nextInt(6) == 0 && chain.hook().isPresent() && filters) {
        boolean drops = chain.hook().get().policy().equals("drop");
        Hook hook = chain.hook().get().withPolicy(drops ? "accept" : "drop");
        chain = new Chain(chain.name(), Optional.of(hook), List.of());
      }
      result = result.with(chain.withRules(rules));
    }
    if (random.nextInt(3) == 0) {
      result = result.withObjects(objects());
    }
    for (NamedSet set : sets(family)) {
      if (random.nextInt(3) > 0) {
        NamedSet old = table.set(set.name()).orElseThrow();
        boolean remade = random.nextInt(8) == 0;
        result = result.with(remade ? other(set) : mixed(old, set));
      }
    }
    return result;
  }

  private static NamedSet other(NamedSet set) {
    SetDefinition d = set.definition();
    return new NamedSet(
        new SetDefinition(
            d.name(),
            d.keyType(),
            d.dataType(),
            d.flags(),
            d.timeout(),
            d.gcInterval(),
            OptionalLong.of(500),
            d.policy(),
            d.comment(),
            d.statements()),
        set.elements());
  }

  /** Some elements of both; the old definition. */
  private NamedSet mixed(NamedSet old, NamedSet fresh) {
    NamedSet result = NamedSet.empty(old.definition());
    for (SetElement element : old.elements().values()) {
      result = random.nextInt(3) > 0 ? result.with(element) : result;
    }
    for (SetElement element : fresh.elements().values()) {
      boolean free =
          result.elements().containsKey(element.key()) || !Intervals.overlap(result, element.key());
      result = free ? result.with(element) : result;
    }
    return result;
  }

  private static int level(String chain) {
    int level = CHAINS.indexOf(chain);
    return level < 0 ? 0 : level + 1;
  }

  private Table table(Family family) {
    Table table = Table.empty(family, prefix + random.nextInt(2));
    for (NamedSet set : sets(family)) {
      table = table.with(set);
    }
    for (NamedObject object : objects()) {
      table = table.with(object);
    }
    for (String chain : CHAINS) {
      table = table.with(chain(Chain.regular(chain), family));
    }
    String policy = random.nextBoolean() ? "accept" : "drop";
    Hook forward = Hook.of("filter", "forward", random.nextInt(3) - 1).withPolicy(policy);
    table = table.with(chain(Chain.base("forward", forward), family));
    Hook nat = Hook.of("nat", "postrouting", 100);
    Rule masquerade =
        Rule.of(
            new Statement.Match(new Expression.Meta("oifname"), new Expression.Value("eth*")),
            new Statement.Counter(),
            Statement.Nat.masquerade(random.nextBoolean() ? "random" : "persistent"));
    return table.with(Chain.base("nat", nat, masquerade, masquerade));
  }

  private Chain chain(Chain chain, Family family) {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      rules.add(rule(family, level(chain.name())));
    }
    return chain.withRules(rules);
  }

  private boolean isSix(Family family) {
    return family == Family.IP6 || (family == Family.INET && random.nextBoolean());
  }

  private Expression host(boolean six) {
    int number = random.nextInt(40);
    return new Expression.Value(six ? "2001:db8::%x".formatted(number + 1) : "10.0.0." + number);
  }

  private Expression net(boolean six) {
    int number = random.nextInt(40);
    return six
        ? new Expression.Prefix("2001:db8:%x::".formatted(number + 1), 48)
        : new Expression.Prefix("10." + (number + 1) + ".0.0", 16 + random.nextInt(9));
  }

  /** Those with number 0 are always there, for rules to name. */
  private List<NamedObject> objects() {
    List<NamedObject> objects = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      objects.add(new NamedObject.Counter("c" + i));
      objects.add(new NamedObject.Quota("q" + i, random.nextBoolean(), 1 + random.nextInt(5000)));
      Statement.Limit packets = Statement.Limit.of(1 + random.nextInt(4), "minute");
      Statement.Limit bytes =
          new Statement.Limit(
              1 + random.nextInt(4),
              Optional.of("kbytes"),
              "second",
              random.nextInt(3),
              Optional.of("bytes"),
              random.nextBoolean());
      objects.add(new NamedObject.Limit("l" + i, random.nextBoolean() ? packets : bytes));
    }
    return objects;
  }

  private Statement named() {
    return switch (random.nextInt(3)) {
      case 0 -> new Statement.CounterRef("c0");
      case 1 -> new Statement.QuotaRef("q0");
      default -> new Statement.LimitRef("l0");
    };
  }

  private List<NamedSet> sets(Family family) {
    boolean six = family == Family.IP6;
    String type = six ? "ipv6_addr" : "ipv4_addr";
    NamedSet hosts = NamedSet.empty(SetDefinition.set("hosts", List.of(type)));
    NamedSet nets = NamedSet.empty(SetDefinition.set("nets", List.of(type), "interval"));
    NamedSet ports =
        NamedSet.empty(SetDefinition.set("ports", List.of(type, "inet_proto", "inet_service")));
    NamedSet marks = NamedSet.empty(SetDefinition.map("marks", List.of(type), "mark"));
    NamedSet jumps = NamedSet.empty(SetDefinition.map("jumps", List.of(type), "verdict"));
    NamedSet devices = NamedSet.empty(SetDefinition.set("ifaces", List.of("ifname"), "timeout"));
    for (int i = random.nextInt(8); i > 0; i--) {
      Optional<String> comment = random.nextBoolean() ? Optional.of("pod " + i) : Optional.empty();
      hosts =
          hosts.with(new SetElement(host(six), Optional.empty(), OptionalLong.empty(), comment));
      Expression net =
          random.nextInt(4) == 0 && !six
              ? new Expression.Range(
                  new Expression.Value("172.16." + i + ".3"),
                  new Expression.Value("172.16." + i + ".9"))
              : net(six);
      nets = Intervals.overlap(nets, net) ? nets : nets.with(SetElement.of(net));
      ports =
          ports.with(
              SetElement.of(
                  new Expression.Concat(
                      List.of(
                          host(six),
                          new Expression.Value(random.nextBoolean() ? "tcp" : "udp"),
                          new Expression.Numeral(1 + random.nextInt(50))))));
      marks = marks.with(SetElement.of(host(six), new Expression.Numeral(1 + random.nextInt(5))));
      jumps = jumps.with(SetElement.of(host(six), verdict()));
      devices =
          devices.with(
              new SetElement(
                  new Expression.Value("eth" + random.nextInt(9)),
                  Optional.empty(),
                  random.nextBoolean() ? OptionalLong.of(90_000) : OptionalLong.empty(),
                  Optional.empty()));
    }
    return List.of(hosts, nets, ports, marks, jumps, devices);
  }

  private Verdict verdict() {
    return switch (random.nextInt(3)) {
      case 0 -> Verdict.ACCEPT;
      case 1 -> Verdict.DROP;
      default -> Verdict.goTo("fourth");
    };
  }

  private Rule rule(Family family, int level) {
    List<Statement> statements = new ArrayList<>();
    boolean six = isSix(family);
    for (int i = random.nextInt(3); i >= 0; i--) {
      statements.add(match(family, six, i));
    }
    if (random.nextBoolean()) {
      statements.add(new Statement.Counter());
    } else if (random.nextInt(4) == 0) {
      statements.add(named());
    }
    statements.addAll(end(six, level));
    Rule rule = new Rule(statements, Optional.empty());
    return random.nextInt(3) == 0 ? rule.withComment("rule " + random.nextInt(9)) : rule;
  }

  private Statement match(Family family, boolean six, int place) {
    String ip = six ? "ip6" : "ip";
    boolean hasSets = six == (family == Family.IP6);
    Expression source = new Expression.Payload(ip, "saddr");
    if (place == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> new Statement.Match("!=", new Expression.Payload("tcp", "dport"), port());
        case 1 -> new Statement.Match(new Expression.Payload("udp", "sport"), port());
        case 2 ->
            new Statement.Match(
                "in",
                new Expression.Ct("state", Optional.empty()),
                new Expression.Flags(
                    List.of(new Expression.Value("established"), new Expression.Value("related"))));
        default ->
            new Statement.Match(
                new Expression.Binary(
                    "&", new Expression.Meta("mark"), new Expression.Numeral(0xff00)),
                new Expression.Numeral(0x100L * (1 + random.nextInt(9))));
      };
    }
    return switch (random.nextInt(hasSets ? 8 : 6)) {
      case 0 -> new Statement.Match(source, host(six));
      case 1 -> new Statement.Match("!=", source, net(six));
      case 2 ->
          new Statement.Match(source, new Expression.SetLiteral(List.of(host(six), net(six))));
      case 3 -> new Statement.Match(new Expression.Meta("iifname"), new Expression.Value("eth1"));
      case 4 ->
          new Statement.Match(
              new Expression.Fib("type", List.of("daddr")), new Expression.Value("local"));
      case 5 -> new Statement.Match(new Expression.Meta("oif"), new Expression.Value("lo"));
      case 6 ->
          new Statement.Match(
              source, new Expression.SetRef(random.nextBoolean() ? "hosts" : "nets"));
      default ->
          new Statement.Match(
              new Expression.Concat(
                  List.of(
                      new Expression.Payload(ip, "daddr"),
                      new Expression.Meta("l4proto"),
                      new Expression.Payload("th", "dport"))),
              new Expression.SetRef("ports"));
    };
  }

  private Expression port() {
    int port = 1 + random.nextInt(100);
    return switch (random.nextInt(3)) {
      case 0 -> new Expression.Numeral(port);
      case 1 ->
          new Expression.Range(new Expression.Numeral(port), new Expression.Numeral(port + 100));
      default ->
          new Expression.SetLiteral(
              List.of(
                  new Expression.Numeral(port),
                  new Expression.Numeral(port + 1),
                  new Expression.Range(
                      new Expression.Numeral(port + 10), new Expression.Numeral(port + 20))));
    };
  }

  private List<Statement> end(boolean six, int level) {
    Expression mark = new Expression.Meta("mark");
    return switch (random.nextInt(8)) {
      case 0 -> List.of(Verdict.DROP);
      case 1 -> List.of(Statement.Log.toGroup(random.nextInt(100), "why "), Verdict.DROP);
      case 2 ->
          List.of(
              new Statement.Mangle(
                  mark, new Expression.Binary("|", mark, new Expression.Numeral(0x10000))));
      case 3 -> List.of(new Statement.Reject(Optional.empty(), Optional.empty()));
      case 4 -> List.of(Statement.Limit.of(10, "second"), Verdict.ACCEPT);
      case 5 ->
          List.of(
              new Statement.Log(
                  Optional.of("low "),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  Optional.of("info"),
                  List.of()));
      case 6 ->
          List.of(
              new Statement.VerdictMap(
                  new Expression.Payload(six ? "ip6" : "ip", "daddr"),
                  new Expression.SetLiteral(
                      List.of(
                          new Expression.MapEntry(host(six), Verdict.ACCEPT),
                          new Expression.MapEntry(net(six), Verdict.DROP)))));
      default -> List.of(level < CHAINS.size() ? Verdict.jump(CHAINS.get(level)) : Verdict.RETURN);
    };
  }

  /** {@return whether a table is one of this corpus} */
  public boolean owns(TableKey table) {
    return table.name().startsWith(prefix);
  }
}
