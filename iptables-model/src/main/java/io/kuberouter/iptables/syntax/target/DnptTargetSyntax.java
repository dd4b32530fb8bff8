package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.DnptTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j DNPT} ↔ {@link DnptTarget}. */
public final class DnptTargetSyntax implements TargetSyntax<DnptTarget> {

  @Override
  public String name() {
    return "DNPT";
  }

  @Override
  public Class<DnptTarget> type() {
    return DnptTarget.class;
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
  public DnptTarget parse(OptionReader in) throws ParseException {
    return new DnptTarget(
        in.required("--src-pfx", Terms.block(in.family())),
        in.required("--dst-pfx", Terms.block(in.family())));
  }

  @Override
  public void render(DnptTarget target, OptionWriter out) {
    out.option("--src-pfx", target.source());
    out.option("--dst-pfx", target.destination());
  }
}
