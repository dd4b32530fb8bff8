package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.IpvsMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Protocols;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m ipvs} ↔ {@link IpvsMatch}. */
public final class IpvsMatchSyntax implements MatchSyntax<IpvsMatch> {

  @Override
  public String name() {
    return "ipvs";
  }

  @Override
  public Class<IpvsMatch> type() {
    return IpvsMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--ipvs"),
        OptionName.value("--vproto"),
        OptionName.value("--vaddr"),
        OptionName.value("--vport"),
        OptionName.value("--vdir"),
        OptionName.value("--vmethod"),
        OptionName.value("--vportctl"));
  }

  @Override
  public IpvsMatch parse(OptionReader in) throws ParseException {
    return new IpvsMatch(
        in.asked("--ipvs"),
        in.optionalNegatable("--vproto", Terms.named(Protocols.numbers(), 0, 255)),
        in.optionalNegatable("--vaddr", Terms.block(in.family())),
        in.optionalNegatable("--vport", Terms::port),
        in.optional("--vdir", Terms.oneOf(IpvsMatch.Direction.values())),
        in.optionalNegatable("--vmethod", Terms.oneOf(IpvsMatch.Method.values())),
        in.optionalNegatable("--vportctl", Terms::port));
  }

  @Override
  public void render(IpvsMatch match, OptionWriter out) {
    out.asked("--ipvs", match.ipvs());
    out.option("--vproto", match.protocol());
    out.option("--vaddr", match.address());
    out.option("--vport", match.port());
    out.option("--vdir", match.direction());
    out.option("--vmethod", match.method());
    out.option("--vportctl", match.controlPort());
  }
}
