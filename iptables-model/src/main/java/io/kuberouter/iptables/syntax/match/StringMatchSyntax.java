package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.StringMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m string} ↔ {@link StringMatch}. */
public final class StringMatchSyntax implements MatchSyntax<StringMatch> {

  @Override
  public String name() {
    return "string";
  }

  @Override
  public Class<StringMatch> type() {
    return StringMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--algo"),
        OptionName.value("--from"),
        OptionName.value("--to"),
        OptionName.flag("--icase"),
        OptionName.value("--string"),
        OptionName.value("--hex-string"));
  }

  @Override
  public StringMatch parse(OptionReader in) throws ParseException {
    Negatable<String> pattern =
        in.has("--hex-string")
            ? in.negatable("--hex-string", StringMatchSyntax::bytes)
            : in.negatable("--string", Terms::text);
    return new StringMatch(
        pattern,
        in.required("--algo", Terms.oneOf(StringMatch.Algorithm.values())),
        in.orElse("--from", Terms.number(0, 65535), 0),
        in.orElse("--to", Terms.number(0, 65535), 65535),
        in.flag("--icase"));
  }

  @Override
  public void render(StringMatch match, OptionWriter out) {
    boolean printable = match.pattern().value().chars().allMatch(c -> c >= ' ' && c < 127);
    if (printable) {
      out.option("--string", match.pattern(), String.class, StringMatchSyntax::quoted);
    } else {
      out.option("--hex-string", match.pattern(), String.class, StringMatchSyntax::hex);
    }
    out.option("--algo", match.algorithm());
    out.unless(0, "--from", match.from());
    out.unless(65535, "--to", match.to());
    out.flag("--icase", match.ignoreCase());
  }

  /** The apostrophe stays bare here, unlike in comments. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String hex(String bytes) {
    StringBuilder out = new StringBuilder("\"|");
    bytes.chars().forEach(c -> out.append(String.format("%02x", c)));
    return out.append("|\"").toString();
  }

  /** Text with bytes between bars, as {@code abc|0a 0b|}. */
  private static String bytes(String text) throws ParseException {
    StringBuilder out = new StringBuilder();
    boolean inBars = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '|') {
        inBars = !inBars;
      } else if (!inBars) {
        out.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
      } else if (c != ' ') {
        int high = c < 128 ? Character.digit(c, 16) : -1;
        int low =
            i + 1 < text.length() && text.charAt(i + 1) < 128
                ? Character.digit(text.charAt(i + 1), 16)
                : -1;
        if (high < 0 || low < 0) {
          throw new ParseException("bytes as |0a0b| expected, found \"" + text + "\"");
        }
        out.append((char) (high * 16 + low));
        i++;
      }
    }
    if (inBars) {
      throw new ParseException("a closing bar is missing in \"" + text + "\"");
    }
    return out.toString();
  }
}
