package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.TproxyTarget;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j TPROXY} ↔ {@link TproxyTarget}. */
public final class TproxyTargetSyntax implements TargetSyntax<TproxyTarget> {

  @Override
  public String name() {
    return "TPROXY";
  }

  @Override
  public Class<TproxyTarget> type() {
    return TproxyTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--on-port"),
        OptionName.value("--on-ip"),
        OptionName.value("--tproxy-mark"));
  }

  @Override
  public TproxyTarget parse(OptionReader in) throws ParseException {
    return new TproxyTarget(
        in.required("--on-port", Terms::port),
        in.optional("--on-ip", Terms.address(in.family())),
        in.optional("--tproxy-mark", Terms::masked));
  }

  @Override
  public void render(TproxyTarget target, OptionWriter out) {
    out.option("--on-port", target.port());
    out.option("--on-ip", target.address());
    out.option("--tproxy-mark", target.mark(), MaskedValue.class, HeaderNames::valueAndMask);
  }
}
