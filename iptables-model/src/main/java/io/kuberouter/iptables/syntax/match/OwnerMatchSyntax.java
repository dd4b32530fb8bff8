package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.OwnerMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m owner} ↔ {@link OwnerMatch}. */
public final class OwnerMatchSyntax implements MatchSyntax<OwnerMatch> {

  @Override
  public String name() {
    return "owner";
  }

  @Override
  public Class<OwnerMatch> type() {
    return OwnerMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--socket-exists"),
        OptionName.value("--uid-owner"),
        OptionName.value("--gid-owner"),
        OptionName.flag("--suppl-groups"));
  }

  @Override
  public OwnerMatch parse(OptionReader in) throws ParseException {
    return new OwnerMatch(
        in.asked("--socket-exists"),
        in.optionalNegatable("--uid-owner", Terms.range('-', 0, 4294967294L)),
        in.optionalNegatable("--gid-owner", Terms.range('-', 0, 4294967294L)),
        in.flag("--suppl-groups"));
  }

  @Override
  public void render(OwnerMatch match, OptionWriter out) {
    out.asked("--socket-exists", match.socketExists());
    out.option("--uid-owner", match.users(), NumberRange.class, OwnerMatchSyntax::spell);
    out.option("--gid-owner", match.groups(), NumberRange.class, OwnerMatchSyntax::spell);
    out.flag("--suppl-groups", match.supplementary());
  }

  private static String spell(NumberRange ids) {
    return ids.first() == ids.last() ? "" + ids.first() : ids.first() + "-" + ids.last();
  }
}
