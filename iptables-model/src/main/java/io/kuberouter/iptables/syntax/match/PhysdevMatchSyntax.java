package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.PhysdevMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m physdev} ↔ {@link PhysdevMatch}. */
public final class PhysdevMatchSyntax implements MatchSyntax<PhysdevMatch> {

  @Override
  public String name() {
    return "physdev";
  }

  @Override
  public Class<PhysdevMatch> type() {
    return PhysdevMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--physdev-is-in"),
        OptionName.value("--physdev-in"),
        OptionName.flag("--physdev-is-out"),
        OptionName.value("--physdev-out"),
        OptionName.flag("--physdev-is-bridged"));
  }

  @Override
  public PhysdevMatch parse(OptionReader in) throws ParseException {
    return new PhysdevMatch(
        in.asked("--physdev-is-in"),
        in.optionalNegatable("--physdev-in", Terms::iface),
        in.asked("--physdev-is-out"),
        in.optionalNegatable("--physdev-out", Terms::iface),
        in.asked("--physdev-is-bridged"));
  }

  @Override
  public void render(PhysdevMatch match, OptionWriter out) {
    out.asked("--physdev-is-in", match.isIn());
    out.option("--physdev-in", match.in());
    out.asked("--physdev-is-out", match.isOut());
    out.option("--physdev-out", match.out());
    out.asked("--physdev-is-bridged", match.isBridged());
  }
}
