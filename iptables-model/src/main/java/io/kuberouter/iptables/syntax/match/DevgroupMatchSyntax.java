package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.DevgroupMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m devgroup} ↔ {@link DevgroupMatch}. */
public final class DevgroupMatchSyntax implements MatchSyntax<DevgroupMatch> {

  @Override
  public String name() {
    return "devgroup";
  }

  @Override
  public Class<DevgroupMatch> type() {
    return DevgroupMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--src-group"), OptionName.value("--dst-group"));
  }

  @Override
  public DevgroupMatch parse(OptionReader in) throws ParseException {
    return new DevgroupMatch(
        in.optionalNegatable("--src-group", DevgroupMatchSyntax::group),
        in.optionalNegatable("--dst-group", DevgroupMatchSyntax::group));
  }

  @Override
  public void render(DevgroupMatch match, OptionWriter out) {
    out.option("--src-group", match.sourceGroup(), MaskedValue.class, DevgroupMatchSyntax::spell);
    out.option(
        "--dst-group", match.destinationGroup(), MaskedValue.class, DevgroupMatchSyntax::spell);
  }

  private static MaskedValue group(String word) throws ParseException {
    return Terms.masked(word.equals("default") ? "0" : word);
  }

  private static String spell(MaskedValue group) {
    return group.value() == 0 && group.mask() == MaskedValue.ALL ? "default" : group.toString();
  }
}
