package io.kuberouter.iptables.text;

import io.kuberouter.iptables.syntax.OptionName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The matches and the target that were given so far, among which an option finds its owner. */
final class GivenExtensions {

  /** An option, and whose it is. */
  record Named(GivenExtension owner, OptionName option) {}

  private final SyntaxTable table;
  private final boolean lenient;
  private final List<GivenExtension> matches = new ArrayList<>();
  private @Nullable GivenExtension target;

  /**
   * Begins without any.
   *
   * @param lenient whether only whole names are options
   */
  GivenExtensions(SyntaxTable table, boolean lenient) {
    this.table = table;
    this.lenient = lenient;
  }

  List<GivenExtension> matches() {
    return matches;
  }

  @Nullable GivenExtension target() {
    return target;
  }

  void target(GivenExtension given) {
    target = given;
  }

  /**
   * As the tool finds it: among what stands there already, then in what the protocol implies, which
   * is added.
   */
  @Nullable Named named(String word, String protocol) {
    List<GivenExtension> there = new ArrayList<>();
    if (target != null) {
      there.add(target);
    }
    for (int i = matches.size() - 1; i >= 0; i--) {
      there.add(matches.get(i));
    }
    Named named = among(word, there);
    if (named == null) {
      String name = SyntaxTable.extensionOf(protocol);
      GivenExtension implied = new GivenExtension(name, table.match(name));
      named = among(word, List.of(implied));
      if (named != null) {
        matches.add(implied);
      }
    }
    return named;
  }

  /** The whole name, or where people type, the beginning of only one. */
  private @Nullable Named among(String word, List<GivenExtension> extensions) {
    for (GivenExtension extension : extensions) {
      OptionName option = extension.option(word);
      if (option != null) {
        return new Named(extension, option);
      }
    }
    List<Named> begun = new ArrayList<>();
    if (!lenient && word.startsWith("--") && word.length() > 2) {
      for (GivenExtension extension : extensions) {
        extension.options(word).forEach(option -> begun.add(new Named(extension, option)));
      }
    }
    return begun.size() == 1 ? begun.get(0) : null;
  }
}
