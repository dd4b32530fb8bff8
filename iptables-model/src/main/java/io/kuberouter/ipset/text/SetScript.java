package io.kuberouter.ipset.text;

import io.kuberouter.ipset.Family;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetType;
import io.kuberouter.ipset.text.Words.Word;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands of {@code ipset restore}, one a line: the form of {@code ipset save}, too. */
public final class SetScript {

  private static final SetType UNKNOWN = new SetType("unknown", List.of());

  private final Map<String, ElementParser> parsers = new HashMap<>();
  private final List<SetChange> changes = new ArrayList<>();
  private final boolean saved;

  /** Saved: what {@code ipset save} prints, which creates each set once and adds to it. */
  private SetScript(IpSets known, boolean saved) {
    this.saved = saved;
    known.byName().values().forEach(set -> learn(set.definition()));
  }

  /** {@return the commands; elements of a set that no line creates are kept as text} */
  public static List<SetChange> parse(String text) throws ParseException {
    return parse(text, IpSets.empty());
  }

  /**
   * {@return the commands}
   *
   * @param known sets that are there already
   * @throws ParseException for a line that is no command
   */
  public static List<SetChange> parse(String text, IpSets known) throws ParseException {
    return new SetScript(known, false).read(text);
  }

  /** {@return what {@code ipset save} prints: nothing but creates and adds to what was created} */
  static List<SetChange> parseSaved(String text) throws ParseException {
    return new SetScript(IpSets.empty(), true).read(text);
  }

  private List<SetChange> read(String text) throws ParseException {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && stripped.charAt(0) != '#' && !stripped.equals("COMMIT")) {
        line(new Words(number, line));
      }
    }
    return List.copyOf(changes);
  }

  /** {@return an element as typed: {@code 10.0.0.0/24 nomatch}} */
  public static SetElement element(SetDefinition set, String text) throws ParseException {
    return new ElementParser(set.type(), set.family()).parse(new Words(1, text));
  }

  /** {@return a definition as typed behind {@code create}} */
  public static SetDefinition definition(String text) throws ParseException {
    return DefinitionParser.parse(new Words(1, text));
  }

  /** {@return the lines} */
  public static String format(List<SetChange> changes) {
    StringBuilder out = new StringBuilder(changes.size() * 32);
    changes.forEach(change -> out.append(change.line()).append('\n'));
    return out.toString();
  }

  /**
   * {@return the sets as {@code ipset save} prints them: each {@code create}, then its elements}
   */
  public static String format(IpSets sets) {
    StringBuilder out = new StringBuilder();
    for (IpSet set : sets.sets()) {
      out.append(set.definition().text()).append('\n');
      for (SetElement element : set.entries().values()) {
        out.append("add ").append(set.name()).append(' ').append(element.line()).append('\n');
      }
    }
    return out.toString();
  }

  private void learn(SetDefinition set) {
    parsers.put(set.name(), new ElementParser(set.type(), set.family()));
  }

  private ElementParser parser(Words words, Word set) throws ParseException {
    ElementParser parser = parsers.get(set.text());
    if (parser == null && saved) {
      throw words.wrong(set, "a set that was created above");
    }
    return parser == null ? new ElementParser(UNKNOWN, Family.INET) : parser;
  }

  private void line(Words words) throws ParseException {
    Word command = words.next("a command");
    if (saved && !command.text().equals("create") && !command.text().equals("add")) {
      throw words.wrong(command, "create or add");
    }
    switch (command.text()) {
      case "create", "n", "new", "-N", "--create" -> {
        SetDefinition set = DefinitionParser.parse(words);
        if (saved && parsers.containsKey(set.name())) {
          throw words.wrong(command, "each set once");
        }
        learn(set);
        changes.add(new SetChange.Create(set));
      }
      case "add", "-A", "--add" -> {
        Word set = words.next("a set's name");
        changes.add(new SetChange.Add(set.text(), parser(words, set).parse(words)));
      }
      case "del", "-D", "--del" -> {
        Word set = words.next("a set's name");
        changes.add(new SetChange.Delete(set.text(), parser(words, set).parse(words)));
      }
      case "flush", "-F", "--flush" -> changes.add(new SetChange.Flush(last(words)));
      case "destroy", "x", "-X", "--destroy" -> changes.add(new SetChange.Destroy(last(words)));
      case "rename", "e", "-E", "--rename" -> {
        String from = words.next("a set's name").text();
        changes.add(new SetChange.Rename(from, last(words)));
      }
      case "swap", "w", "-W", "--swap" -> {
        String one = words.next("a set's name").text();
        changes.add(new SetChange.Swap(one, last(words)));
      }
      default -> throw words.wrong(command, "create, add, del, flush, rename, swap or destroy");
    }
  }

  private static String last(Words words) throws ParseException {
    String name = words.next("a set's name").text();
    if (!words.isEmpty()) {
      throw words.wrong(words.next("nothing"), "the end of the line");
    }
    return name;
  }
}
