package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.SynproxyTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j SYNPROXY} ↔ {@link SynproxyTarget}. */
public final class SynproxyTargetSyntax implements TargetSyntax<SynproxyTarget> {

  @Override
  public String name() {
    return "SYNPROXY";
  }

  @Override
  public Class<SynproxyTarget> type() {
    return SynproxyTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--sack-perm"),
        OptionName.flag("--timestamp"),
        OptionName.value("--wscale"),
        OptionName.value("--mss"),
        OptionName.flag("--ecn"));
  }

  @Override
  public SynproxyTarget parse(OptionReader in) throws ParseException {
    return new SynproxyTarget(
        in.flag("--sack-perm"),
        in.flag("--timestamp"),
        in.optional("--wscale", Terms.number(0, 14)),
        in.optional("--mss", Terms.number(0, 65535)),
        in.flag("--ecn"));
  }

  @Override
  public void render(SynproxyTarget target, OptionWriter out) {
    out.flag("--sack-perm", target.sackPermitted());
    out.flag("--timestamp", target.timestamp());
    out.option("--wscale", target.windowScale());
    out.option("--mss", target.mss());
    out.flag("--ecn", target.ecn());
  }
}
