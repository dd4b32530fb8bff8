package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.RpfilterMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m rpfilter} ↔ {@link RpfilterMatch}. */
public final class RpfilterMatchSyntax implements MatchSyntax<RpfilterMatch> {

  @Override
  public String name() {
    return "rpfilter";
  }

  @Override
  public Class<RpfilterMatch> type() {
    return RpfilterMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--loose"),
        OptionName.flag("--validmark"),
        OptionName.flag("--accept-local"),
        OptionName.flag("--invert"));
  }

  @Override
  public RpfilterMatch parse(OptionReader in) throws ParseException {
    return new RpfilterMatch(
        in.flag("--loose"), in.flag("--validmark"), in.flag("--accept-local"), in.flag("--invert"));
  }

  @Override
  public void render(RpfilterMatch match, OptionWriter out) {
    out.flag("--loose", match.loose());
    out.flag("--validmark", match.validMark());
    out.flag("--accept-local", match.acceptLocal());
    out.flag("--invert", match.invert());
  }
}
