package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.SnptTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j SNPT} ↔ {@link SnptTarget}. */
public final class SnptTargetSyntax implements TargetSyntax<SnptTarget> {

  @Override
  public String name() {
    return "SNPT";
  }

  @Override
  public Class<SnptTarget> type() {
    return SnptTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--src-pfx"), OptionName.value("--dst-pfx"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public SnptTarget parse(OptionReader in) throws ParseException {
    return new SnptTarget(
        in.required("--src-pfx", Terms.block(in.family())),
        in.required("--dst-pfx", Terms.block(in.family())));
  }

  @Override
  public void render(SnptTarget target, OptionWriter out) {
    out.option("--src-pfx", target.source());
    out.option("--dst-pfx", target.destination());
  }
}
