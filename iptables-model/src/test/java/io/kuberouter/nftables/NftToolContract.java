package io.kuberouter.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.nftables.diff.RulesetDiffer;
import io.kuberouter.nftables.exec.NftException;
import io.kuberouter.nftables.exec.NftTool;
import io.kuberouter.nftables.text.NftScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel and the fake have in common. */
abstract class NftToolContract {

  static final TableKey KEY = new TableKey(Family.INET, "t");
  private static final SetDefinition HOSTS =
      SetDefinition.set("hosts", List.of("ipv4_addr"), "interval");
  private static final SetDefinition JUMPS =
      SetDefinition.map("jumps", List.of("ipv4_addr"), "verdict");
  private static final SetDefinition SMALL =
      new SetDefinition(
          "small",
          List.of("inet_service"),
          Optional.empty(),
          List.of(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.of(2),
          Optional.empty(),
          Optional.empty(),
          List.of());

  abstract NftTool tool();

  private static Expression value(String text) {
    return new Expression.Value(text);
  }

  private static Rule from(String set) {
    return Rule.of(
        new Statement.Match(new Expression.Payload("ip", "saddr"), new Expression.SetRef(set)),
        new Statement.Counter(),
        Verdict.DROP);
  }

  /** A table with a rule that uses a set, a jump, and a verdict map's jump. */
  static Table table() {
    return Table.empty(Family.INET, "t")
        .with(
            NamedSet.empty(HOSTS)
                .with(SetElement.of(new Expression.Prefix("10.0.0.0", 8)))
                .with(SetElement.of(value("11.0.0.1"))))
        .with(
            NamedSet.empty(JUMPS)
                .with(SetElement.of(value("10.0.0.1"), Verdict.jump("mapped")))
                .with(SetElement.of(value("10.0.0.2"), Verdict.DROP)))
        .with(NamedSet.empty(SMALL).with(SetElement.of(new Expression.Numeral(1))))
        .with(Chain.regular("mapped"))
        .with(Chain.regular("called", Rule.of(Verdict.RETURN)))
        .with(
            Chain.base(
                "forward",
                Hook.of("filter", "forward", 0),
                from("hosts"),
                Rule.of(Verdict.jump("called")).withComment("to it")));
  }

  final void make(Table table) throws Exception {
    tool()
        .apply(
            RulesetDiffer.diff(Ruleset.empty(), Ruleset.empty().with(table), k -> true).commands());
  }

  private Chain chain() throws Exception {
    return tool().list().table(KEY).orElseThrow().chain("forward").orElseThrow();
  }

  private long handle(int rule) throws Exception {
    return chain().rules().get(rule).handle().orElseThrow();
  }

  @Test
  void whatIsMadeIsListed() throws Exception {
    make(table());
    Table listed = tool().list().table(KEY).orElseThrow();
    assertThat(listed.chains().keys()).containsExactlyInAnyOrder("mapped", "called", "forward");
    assertThat(chain().bodies()).isEqualTo(table().chain("forward").orElseThrow().bodies());
    assertThat(listed.sets()).isEqualTo(table().sets());
  }

  @Test
  void rulesAreInsertedReplacedAndDeletedByHandle() throws Exception {
    make(table());
    long first = handle(0);
    long second = handle(1);
    Rule a = Rule.of(new Statement.Counter(), Verdict.ACCEPT);
    Rule b = Rule.of(Verdict.ACCEPT);
    tool()
        .apply(
            List.of(
                new Command.InsertRule(KEY, "forward", second, a),
                new Command.ReplaceRule(KEY, "forward", first, b),
                new Command.AddRule(KEY, "forward", b)));
    assertThat(chain().bodies())
        .containsExactly(b, a, Rule.of(Verdict.jump("called")).withComment("to it"), b);
    assertThat(handle(2)).isEqualTo(second);
    tool().apply(List.of(new Command.DeleteRule(KEY, "forward", second)));
    assertThat(chain().bodies()).containsExactly(b, a, b);
    tool().apply(List.of(new Command.FlushChain(KEY, "forward")));
    assertThat(chain().rules()).isEmpty();
  }

  /** A refused command, and what its exception says of itself. */
  record Refused(String name, Command command, String predicate) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refused> refused() {
    Rule rule = Rule.of(Verdict.ACCEPT);
    TableKey none = new TableKey(Family.IP, "none");
    List<SetElement> known = List.of(SetElement.of(value("11.0.0.1")));
    List<SetElement> within = List.of(SetElement.of(value("10.9.9.9")));
    List<SetElement> other = List.of(SetElement.of(value("12.0.0.1")));
    return Stream.of(
        new Refused("no table to delete", new Command.DeleteTable(none), "notFound"),
        new Refused(
            "no table for a chain", new Command.AddChain(none, Chain.regular("x")), "notFound"),
        new Refused("no chain for a rule", new Command.AddRule(KEY, "none", rule), "notFound"),
        new Refused("no chain to flush", new Command.FlushChain(KEY, "none"), "notFound"),
        new Refused("no chain to delete", new Command.DeleteChain(KEY, "none"), "notFound"),
        new Refused("no rule to delete", new Command.DeleteRule(KEY, "forward", 9999), "notFound"),
        new Refused(
            "no rule to replace", new Command.ReplaceRule(KEY, "forward", 9999, rule), "notFound"),
        new Refused(
            "no rule to insert before",
            new Command.InsertRule(KEY, "forward", 9999, rule),
            "notFound"),
        new Refused("no set to delete", new Command.DeleteSet(KEY, "none", false), "notFound"),
        new Refused(
            "no set to look up", new Command.AddRule(KEY, "forward", from("none")), "notFound"),
        new Refused(
            "no chain to jump to",
            new Command.AddRule(KEY, "forward", Rule.of(Verdict.jump("none"))),
            "notFound"),
        new Refused(
            "no chain for a map's jump",
            new Command.AddElements(
                KEY, JUMPS, List.of(SetElement.of(value("10.0.0.3"), Verdict.jump("none")))),
            "notFound"),
        new Refused(
            "no element to delete", new Command.DeleteElements(KEY, HOSTS, other), "notFound"),
        new Refused("a chain that is jumped to", new Command.DeleteChain(KEY, "called"), "inUse"),
        new Refused("a chain of a map", new Command.DeleteChain(KEY, "mapped"), "inUse"),
        new Refused("a set that a rule uses", new Command.DeleteSet(KEY, "hosts", false), "inUse"),
        new Refused("an overlap", new Command.AddElements(KEY, HOSTS, within), "exists"),
        new Refused(
            "other data for a key",
            new Command.AddElements(
                KEY, JUMPS, List.of(SetElement.of(value("10.0.0.2"), Verdict.ACCEPT))),
            "exists"),
        new Refused(
            "another hook",
            new Command.AddChain(KEY, Chain.base("forward", Hook.of("filter", "input", 0))),
            "notSupported"),
        new Refused(
            "a full set",
            new Command.AddElements(
                KEY,
                SMALL,
                List.of(
                    SetElement.of(new Expression.Numeral(2)),
                    SetElement.of(new Expression.Numeral(3)))),
            "full"),
        new Refused(
            "the element that is there: taken",
            new Command.AddElements(KEY, HOSTS, known),
            "none"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aTransactionIsMadeWholeOrNotAtAllAndItsFaultIsNamed(Refused refused) throws Exception {
    make(table());
    Ruleset before = tool().list();
    List<Command> commands =
        List.of(
            new Command.AddChain(KEY, Chain.regular("new")),
            refused.command(),
            new Command.AddRule(KEY, "new", Rule.of(Verdict.ACCEPT)));
    if (refused.predicate().equals("none")) {
      tool().apply(commands);
      assertThat(tool().list().table(KEY).orElseThrow().chain("new")).isPresent();
      return;
    }
    NftException e = catchThrowableOfType(NftException.class, () -> tool().apply(commands));
    assertThat(e).isNotNull();
    List<String> holds = new ArrayList<>();
    if (e.isNotFound()) {
      holds.add("notFound");
    }
    if (e.isAlreadyExists()) {
      holds.add("exists");
    }
    if (e.isInUse()) {
      holds.add("inUse");
    }
    if (e.isNotSupported()) {
      holds.add("notSupported");
    }
    if (e.isFull()) {
      holds.add("full");
    }
    assertThat(holds).as(e.getMessage()).containsExactly(refused.predicate());
    assertThat(e.index()).as(e.getMessage()).isEqualTo(1);
    assertThat(e.command()).contains(refused.command());
    assertThat(e).hasMessageContaining(NftScript.format(refused.command()));
    assertThat(tool().list()).isEqualTo(before);
  }

  @Test
  void namesMayBeWordsOfTheTool() throws Exception {
    Table table =
        Table.empty(Family.INET, "devices")
            .with(Chain.regular("flush", Rule.of(Verdict.ACCEPT)))
            .with(Chain.regular("element", Rule.of(Verdict.jump("flush"))));
    make(table);
    Table listed = tool().list().table(table.key()).orElseThrow();
    assertThat(listed.chain("element").orElseThrow().bodies())
        .containsExactly(Rule.of(Verdict.jump("flush")));
  }

  @Test
  void nothingToDoIsNothingDone() throws Exception {
    tool().apply(List.of());
    assertThat(tool().list().tables().isEmpty()).isTrue();
  }

  private static Table objects(NamedObject... objects) {
    Table table = Table.empty(Family.INET, "t");
    for (NamedObject object : objects) {
      table = table.with(object);
    }
    return table;
  }

  private static Chain using(Statement... statements) {
    return Chain.regular("c", Rule.of(statements));
  }

  private List<Command> bring(Table to) throws Exception {
    List<Command> commands =
        RulesetDiffer.diff(tool().list(), Ruleset.empty().with(to), k -> k.equals(KEY)).commands();
    tool().apply(commands);
    assertThat(
            RulesetDiffer.diff(tool().list(), Ruleset.empty().with(to), k -> k.equals(KEY))
                .commands())
        .isEmpty();
    return commands;
  }

  @Test
  void objectsComeChangeAndGoAlone() throws Exception {
    NamedObject.Counter counter = new NamedObject.Counter("c", 0, 0, Optional.of("five \"5\""));
    NamedObject.Limit slow = new NamedObject.Limit("l", Statement.Limit.of(1, "minute"));
    Chain uses =
        using(
            new Statement.CounterRef("c"),
            new Statement.QuotaRef("q"),
            new Statement.LimitRef("l"),
            Verdict.ACCEPT);
    Table first = objects(counter, new NamedObject.Quota("q", true, 1000), slow).with(uses);
    bring(first);
    assertThat(tool().list().table(KEY).orElseThrow().object("counter", "c")).contains(counter);
    NamedObject.Quota more = new NamedObject.Quota("q", false, 2000);
    assertThat(bring(first.with(more))).containsExactly(new Command.AddObject(KEY, more));
    NamedObject.Limit fast = new NamedObject.Limit("l", Statement.Limit.of(9, "second"));
    bring(first.with(more).with(fast));
    assertThat(tool().list().table(KEY).orElseThrow().object("limit", "l")).contains(fast);
    assertThat(tool().list().table(KEY).orElseThrow().chain("c").orElseThrow().bodies())
        .isEqualTo(uses.bodies());
    Table rest = objects(counter).with(using(new Statement.CounterRef("c")));
    assertThat(bring(rest)).noneMatch(Command.DeleteTable.class::isInstance);
    assertThat(tool().list().table(KEY).orElseThrow().objects()).containsExactly(counter);
  }

  @Test
  void anObjectThatARuleUsesStays() throws Exception {
    NamedObject.Quota quota = new NamedObject.Quota("q", false, 1000);
    make(objects(quota).with(using(new Statement.QuotaRef("q"))));
    List<Command> commands = List.of(new Command.DeleteObject(KEY, quota));
    assertThat(catchThrowableOfType(NftException.class, () -> tool().apply(commands)))
        .hasMessageContaining("busy");
    List<Command> none = List.of(new Command.DeleteObject(KEY, new NamedObject.Counter("missing")));
    assertThat(catchThrowableOfType(NftException.class, () -> tool().apply(none)))
        .hasMessageContaining("No such file or directory");
  }
}
