package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.syntax.GivenOption;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.Syntax;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.target.UnknownTarget;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One {@code -m} or {@code -j} while a rule is read, with what was written for it. */
final class GivenExtension {

  private final String name;
  private final @Nullable Syntax<?> syntax;
  private final List<GivenOption> options = new ArrayList<>();
  private final StringBuilder raw = new StringBuilder();

  /**
   * Begins without options.
   *
   * @param syntax null for an extension that is not known
   */
  GivenExtension(String name, @Nullable Syntax<?> syntax) {
    this.name = name;
    this.syntax = syntax;
  }

  boolean isKnown() {
    return syntax != null;
  }

  /** {@return the option that a word names, or null} */
  @Nullable OptionName option(String word) {
    if (syntax != null) {
      for (OptionName option : syntax.options()) {
        if (option.is(word)) {
          return option;
        }
      }
    }
    return null;
  }

  /** {@return the options of which a word is the beginning} */
  List<OptionName> options(String word) {
    return syntax == null
        ? List.of()
        : syntax.options().stream().filter(option -> option.begins(word)).toList();
  }

  /** Takes an option. */
  void add(GivenOption option) {
    options.add(option);
  }

  /** Takes what was written, as it stands. */
  void raw(String text) {
    raw.append(raw.isEmpty() ? "" : " ").append(text);
  }

  /**
   * {@return the match}
   *
   * @param lenient whether one that cannot be read is kept as it stands
   */
  Match match(IpFamily family, boolean lenient) throws ParseException {
    if (syntax == null) {
      return new UnknownMatch(name, raw.toString());
    }
    try {
      return (Match) read(family, syntax);
    } catch (ParseException | IllegalArgumentException e) {
      if (lenient) {
        return new UnknownMatch(name, raw.toString());
      }
      throw e;
    }
  }

  /**
   * {@return the target}
   *
   * @param lenient whether one that cannot be read is kept as it stands
   */
  Target target(IpFamily family, boolean isGoto, boolean lenient) throws ParseException {
    if (isGoto && raw.isEmpty()) {
      return new Goto(name);
    }
    if (syntax == null) {
      return raw.isEmpty() ? new Jump(name) : new UnknownTarget(name, raw.toString());
    }
    try {
      return (Target) read(family, syntax);
    } catch (ParseException | IllegalArgumentException e) {
      if (lenient) {
        return new UnknownTarget(name, raw.toString());
      }
      throw e;
    }
  }

  private Object read(IpFamily family, Syntax<?> of) throws ParseException {
    OptionReader in = new OptionReader(family, name, options);
    Object value = of.parse(in);
    in.end();
    if (value == null) {
      throw new AssertionError(name);
    }
    return value;
  }
}
