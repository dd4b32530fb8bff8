package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.RtMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m rt} ↔ {@link RtMatch}. */
public final class RtMatchSyntax implements MatchSyntax<RtMatch> {

  @Override
  public String name() {
    return "rt";
  }

  @Override
  public Class<RtMatch> type() {
    return RtMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--rt-type"),
        OptionName.value("--rt-segsleft"),
        OptionName.value("--rt-len"),
        OptionName.flag("--rt-0-res"),
        OptionName.value("--rt-0-addrs"),
        OptionName.flag("--rt-0-not-strict"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public RtMatch parse(OptionReader in) throws ParseException {
    return new RtMatch(
        in.optionalNegatable("--rt-type", Terms.longNumber(0, 4294967295L)),
        in.optionalNumbers("--rt-segsleft"),
        in.optionalNegatable("--rt-len", Terms.longNumber(0, 4294967295L)),
        in.flag("--rt-0-res"),
        in.optional("--rt-0-addrs", Terms.list(Terms.address(in.family()))),
        in.flag("--rt-0-not-strict"));
  }

  @Override
  public void render(RtMatch match, OptionWriter out) {
    out.option("--rt-type", match.type());
    out.option("--rt-segsleft", match.segmentsLeft());
    out.option("--rt-len", match.length());
    out.flag("--rt-0-res", match.reservedZero());
    out.option("--rt-0-addrs", match.addresses());
    out.flag("--rt-0-not-strict", match.notStrict());
  }
}
