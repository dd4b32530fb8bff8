package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.FragmentMatch;
import io.kuberouter.iptables.match.HeaderMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.syntax.AddressText;
import io.kuberouter.iptables.syntax.GivenOption;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Counters;
import io.kuberouter.iptables.term.InterfacePattern;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.text.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule in any order of options: each goes to the target or to the latest match that knows
 * it, or to the match that the protocol implies. Used once.
 */
final class RuleParser {

  private static final List<String> HEADER =
      List.of(
          "--source",
          "--destination",
          "--in-interface",
          "--out-interface",
          "--protocol",
          "--fragment",
          "--match",
          "--jump",
          "--goto",
          "--set-counters");

  private final IpFamily family;
  private final SyntaxTable table;
  private final byte[] source;
  private final List<Word> words;
  private final boolean lenient;
  private int at;

  private final @Nullable HeaderMatch[] header = new @Nullable HeaderMatch[6];
  private final GivenExtensions given;
  private @Nullable GivenExtension latest;
  private boolean isGoto;
  private String protocol = "";
  private Optional<Counters> counters = Optional.empty();

  /**
   * Prepares the reading.
   *
   * @param lenient whether an extension that cannot be read is kept as it stands
   */
  RuleParser(IpFamily family, byte[] source, int from, int to, boolean lenient)
      throws ParseException {
    this.family = family;
    this.table = SyntaxTable.of(family);
    this.source = source;
    this.words = Word.of(source, from, to);
    this.lenient = lenient;
    this.given = new GivenExtensions(table, lenient);
  }

  /** {@return the rule} */
  Rule rule() throws ParseException {
    try {
      walk();
      List<Match> all = new ArrayList<>();
      for (HeaderMatch match : header) {
        if (match != null) {
          all.add(match);
        }
      }
      for (GivenExtension extension : given.matches()) {
        all.add(extension.match(family, lenient));
      }
      GivenExtension target = given.target();
      return new Rule(
          all,
          target == null ? Optional.empty() : Optional.of(target.target(family, isGoto, lenient)));
    } catch (IllegalArgumentException e) {
      throw new ParseException(String.valueOf(e.getMessage()));
    }
  }

  /** {@return what {@code -c} said, after the rule was read} */
  Optional<Counters> counters() {
    return counters;
  }

  private void walk() throws ParseException {
    while (at < words.size()) {
      int first = at;
      boolean negated = words.get(at).isNot();
      if (negated && ++at == words.size()) {
        throw new ParseException("an option expected behind \"!\"");
      }
      Word word = words.get(at);
      if (!word.isOption()) {
        throw new ParseException("an option expected, found \"" + word.text() + "\"");
      }
      at++;
      option(word.text(), negated, first);
    }
  }

  private void option(String name, boolean negated, int first) throws ParseException {
    if (name.equals("--proto")
        && latest != null
        && (latest.option(name) != null || (!latest.isKnown() && latest != given.target()))) {
      extensionOption(name, negated, first); // -m policy has an option of this name
      return;
    }
    switch (name) {
      case "-s", "--source", "--src" -> {
        boolean not = negation(negated);
        header(new SourceMatch(not, block(value(name))));
      }
      case "-d", "--destination", "--dst" -> {
        boolean not = negation(negated);
        header(new DestinationMatch(not, block(value(name))));
      }
      case "-i", "--in-interface" -> {
        boolean not = negation(negated);
        header(new InInterfaceMatch(not, device(name, not)));
      }
      case "-o", "--out-interface" -> {
        boolean not = negation(negated);
        header(new OutInterfaceMatch(not, device(name, not)));
      }
      case "-p", "--protocol", "--proto" -> {
        boolean not = negation(negated);
        protocol = value(name).toLowerCase(Locale.ROOT);
        header(new ProtocolMatch(not, protocol));
      }
      case "-f", "--fragment" -> header(new FragmentMatch(negated));
      case "-m", "--match" -> {
        positive(name, negated);
        String extension = value(name);
        latest = new GivenExtension(extension, table.match(extension));
        given.matches().add(latest);
      }
      case "-j", "--jump", "-g", "--goto" -> {
        positive(name, negated);
        if (given.target() != null) {
          throw new ParseException("a second target, " + name);
        }
        isGoto = name.equals("-g") || name.equals("--goto");
        String extension = value(name);
        GivenExtension target =
            new GivenExtension(extension, isGoto ? null : table.target(extension));
        given.target(target);
        latest = isGoto ? latest : target; // a chain has no options
      }
      case "-c", "--set-counters" -> {
        positive(name, negated);
        counters = Optional.of(new Counters(Terms.number(value(name)), Terms.number(value(name))));
      }
      default -> {
        String whole = latest != null && !latest.isKnown() ? "" : headerOption(name);
        if (whole.isEmpty()) {
          extensionOption(name, negated, first);
        } else {
          option(whole, negated, first);
        }
      }
    }
  }

  /** {@return the long option of the header that only this can be the beginning of, or nothing} */
  private String headerOption(String word) {
    if (lenient || !word.startsWith("--") || given.named(word, protocol) != null) {
      return "";
    }
    List<String> begun = HEADER.stream().filter(option -> option.startsWith(word)).toList();
    return begun.size() == 1 ? begun.get(0) : "";
  }

  private static void positive(String name, boolean negated) throws ParseException {
    if (negated) {
      throw new ParseException(name + " cannot be negated");
    }
  }

  /** Also reads {@code !} behind the option, where it stood long ago. */
  private boolean negation(boolean before) {
    if (at < words.size() && words.get(at).isNot()) {
      at++;
      return !before;
    }
    return before;
  }

  private String value(String name) throws ParseException {
    if (at == words.size()) {
      throw new ParseException(name + " lacks its value");
    }
    return words.get(at++).text();
  }

  /** The tool lists "! -i +", which matches nothing, as if it were not there. */
  private InterfacePattern device(String name, boolean not) throws ParseException {
    InterfacePattern pattern = Terms.iface(value(name));
    if (not && !lenient && pattern.text().equals("+")) {
      throw new ParseException("\"! " + name + " +\" matches no packet");
    }
    return pattern;
  }

  private IpBlock block(String text) throws ParseException {
    if (text.indexOf(',') >= 0) {
      throw new ParseException(
          "\"" + text + "\" are several addresses, of which the tool makes one rule each");
    }
    return AddressText.block(family, text);
  }

  private void header(HeaderMatch match) throws ParseException {
    int place = HeaderMatch.place(match);
    if (header[place] != null) {
      throw new ParseException("the same option of the header stands twice: " + match);
    }
    header[place] = match;
  }

  private void extensionOption(String name, boolean negated, int first) throws ParseException {
    int equals = name.indexOf('=');
    boolean joined = equals > 0 && name.startsWith("--");
    String bare = joined ? name.substring(0, equals) : name;
    boolean isTarget = latest != null && latest == given.target();
    if (latest != null && !latest.isKnown() && (lenient || !isTarget)) {
      unknown(latest, first);
      return;
    }
    GivenExtensions.Named named = given.named(bare, protocol);
    if (named == null && latest != null && !latest.isKnown()) {
      unknown(latest, first);
      return;
    }
    if (named == null) {
      if (lenient && latest != null) {
        // an option that this version does not know
        latest.add(new GivenOption(negated, bare, List.of()));
        unknown(latest, first);
        return;
      }
      throw new ParseException(
          protocol.isEmpty()
              ? "no match (-m), protocol (-p) or target (-j) that has " + bare
              : "nothing here has an option " + bare);
    }
    GivenExtension owner = named.owner();
    OptionName option = named.option();
    boolean not = (option.words() == 0 || joined) ? negated : negation(negated);
    List<String> values = new ArrayList<>();
    if (joined) {
      values.add(name.substring(equals + 1));
    }
    int wanted = option.words() == OptionName.MAYBE ? (nextIsValue() ? 1 : 0) : option.words();
    while (values.size() < wanted) {
      values.add(value(bare));
    }
    owner.add(new GivenOption(not, option.name(), values));
    raw(owner, first);
  }

  private boolean nextIsValue() {
    return at < words.size() && !words.get(at).isOption() && !words.get(at).isNot();
  }

  /** Takes everything up to the next option of the header, match or target. */
  private void unknown(GivenExtension extension, int first) {
    while (at < words.size() && !isStructure(at)) {
      at++;
    }
    raw(extension, first);
  }

  private boolean isStructure(int index) {
    Word word = words.get(index);
    if (word.isNot() && index + 1 < words.size()) {
      return isStructure(index + 1) && !words.get(index + 1).isNot();
    }
    if (!word.isOption()) {
      return false;
    }
    return switch (word.text()) {
      case "-s", "-d", "-i", "-o", "-p", "-f", "-m", "-j", "-g", "-c" -> true;
      case "--source", "--destination", "--in-interface", "--out-interface", "--protocol" -> true;
      case "--match", "--jump", "--goto" -> true;
      default -> false;
    };
  }

  private void raw(GivenExtension extension, int first) {
    int start = words.get(first).start();
    int end = words.get(at - 1).end();
    extension.raw(new String(source, start, end - start, StandardCharsets.UTF_8));
  }
}
