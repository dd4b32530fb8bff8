package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.SrhMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -m srh} ↔ {@link SrhMatch}. */
public final class SrhMatchSyntax implements MatchSyntax<SrhMatch> {

  @Override
  public String name() {
    return "srh";
  }

  @Override
  public Class<SrhMatch> type() {
    return SrhMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--srh-next-hdr"),
        OptionName.value("--srh-tag"),
        OptionName.value("--srh-psid"),
        OptionName.value("--srh-nsid"),
        OptionName.value("--srh-lsid"),
        OptionName.value("--srh-hdr-len-eq"),
        OptionName.value("--srh-hdr-len-gt"),
        OptionName.value("--srh-hdr-len-lt"),
        OptionName.value("--srh-segs-left-eq"),
        OptionName.value("--srh-segs-left-gt"),
        OptionName.value("--srh-segs-left-lt"),
        OptionName.value("--srh-last-entry-eq"),
        OptionName.value("--srh-last-entry-gt"),
        OptionName.value("--srh-last-entry-lt"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public SrhMatch parse(OptionReader in) throws ParseException {
    return new SrhMatch(
        in.optionalNegatable("--srh-next-hdr", Terms.number(0, 255)),
        condition(in, "--srh-hdr-len-"),
        condition(in, "--srh-segs-left-"),
        condition(in, "--srh-last-entry-"),
        in.optionalNegatable("--srh-tag", Terms.number(0, 65535)),
        in.optionalNegatable("--srh-psid", Terms.block(in.family())),
        in.optionalNegatable("--srh-nsid", Terms.block(in.family())),
        in.optionalNegatable("--srh-lsid", Terms.block(in.family())));
  }

  @Override
  public void render(SrhMatch match, OptionWriter out) {
    out.option("--srh-next-hdr", match.nextHeader());
    condition("--srh-hdr-len-", match.headerLength(), out);
    condition("--srh-segs-left-", match.segmentsLeft(), out);
    condition("--srh-last-entry-", match.lastEntry(), out);
    out.option("--srh-tag", match.tag());
    out.option("--srh-psid", match.previous());
    out.option("--srh-nsid", match.next());
    out.option("--srh-lsid", match.last());
  }

  private static Optional<SrhMatch.Condition> condition(OptionReader in, String what)
      throws ParseException {
    for (Comparison comparison : Comparison.values()) {
      String option = what + comparison;
      if (in.has(option)) {
        return Optional.of(
            new SrhMatch.Condition(comparison, in.negatable(option, Terms.number(0, 255))));
      }
    }
    return Optional.empty();
  }

  private static void condition(
      String what, Optional<SrhMatch.Condition> condition, OptionWriter out) {
    condition.ifPresent(c -> out.option(what + c.comparison(), c.value()));
  }
}
