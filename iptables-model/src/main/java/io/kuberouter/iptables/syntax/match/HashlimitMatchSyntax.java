package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.HashlimitMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m hashlimit} ↔ {@link HashlimitMatch}. */
public final class HashlimitMatchSyntax implements MatchSyntax<HashlimitMatch> {

  @Override
  public String name() {
    return "hashlimit";
  }

  @Override
  public Class<HashlimitMatch> type() {
    return HashlimitMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--hashlimit-burst"),
        OptionName.value("--hashlimit-mode"),
        OptionName.value("--hashlimit-name"),
        OptionName.value("--hashlimit-htable-size"),
        OptionName.value("--hashlimit-htable-max"),
        OptionName.value("--hashlimit-htable-gcinterval"),
        OptionName.value("--hashlimit-htable-expire"),
        OptionName.value("--hashlimit-srcmask"),
        OptionName.value("--hashlimit-dstmask"),
        OptionName.flag("--hashlimit-rate-match"),
        OptionName.value("--hashlimit-rate-interval"),
        OptionName.value("--hashlimit-upto", "--hashlimit"),
        OptionName.value("--hashlimit-above"));
  }

  @Override
  public HashlimitMatch parse(OptionReader in) throws ParseException {
    boolean above = in.has("--hashlimit-above");
    Negatable<String> rate =
        in.negatable(above ? "--hashlimit-above" : "--hashlimit-upto", HashlimitMatchSyntax::rate);
    return new HashlimitMatch(
        above != rate.negated(),
        rate.value(),
        in.optional("--hashlimit-burst", HashlimitMatchSyntax::burst),
        in.optional("--hashlimit-mode", Terms.list(Terms.oneOf(HashlimitMatch.Mode.values()))),
        in.required("--hashlimit-name", Terms::word),
        in.optional("--hashlimit-htable-size", Terms.longNumber(0, 4294967295L)),
        in.optional("--hashlimit-htable-max", Terms.longNumber(0, 4294967295L)),
        in.optional("--hashlimit-htable-gcinterval", Terms.longNumber(0, 4294967295L)),
        in.optional("--hashlimit-htable-expire", Terms.longNumber(0, 4294967295L)),
        in.optional("--hashlimit-srcmask", Terms.number(0, 128)),
        in.optional("--hashlimit-dstmask", Terms.number(0, 128)),
        in.flag("--hashlimit-rate-match"),
        in.optional("--hashlimit-rate-interval", Terms.longNumber(0, 4294967295L)));
  }

  @Override
  public void render(HashlimitMatch match, OptionWriter out) {
    out.option(match.above() ? "--hashlimit-above" : "--hashlimit-upto", match.rate());
    out.option("--hashlimit-burst", match.burst());
    out.option("--hashlimit-mode", match.mode());
    out.option("--hashlimit-name", match.table());
    out.option("--hashlimit-htable-size", match.size());
    out.option("--hashlimit-htable-max", match.most());
    out.option("--hashlimit-htable-gcinterval", match.collect());
    out.option("--hashlimit-htable-expire", match.expire());
    out.option("--hashlimit-srcmask", match.sourceMask());
    out.option("--hashlimit-dstmask", match.destinationMask());
    out.flag("--hashlimit-rate-match", match.rateMatch());
    out.option("--hashlimit-rate-interval", match.rateInterval());
  }

  /** A number of packets, or of bytes as {@code 1mb}, where the {@code b} may be missing. */
  private static String burst(String word) throws ParseException {
    boolean unit = word.endsWith("k") || word.endsWith("m");
    return unit ? Terms.word(word) + "b" : Terms.word(word);
  }

  /** Bytes stay as they are written; packets become {@code amount/unit}. */
  private static String rate(String word) throws ParseException {
    return word.endsWith("b/s") ? Terms.word(word) : LimitMatchSyntax.rate(word).toString();
  }
}
