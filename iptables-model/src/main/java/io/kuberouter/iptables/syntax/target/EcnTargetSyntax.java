package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.EcnTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j ECN} ↔ {@link EcnTarget}. */
public final class EcnTargetSyntax implements TargetSyntax<EcnTarget> {

  @Override
  public String name() {
    return "ECN";
  }

  @Override
  public Class<EcnTarget> type() {
    return EcnTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.flag("--ecn-tcp-remove"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public EcnTarget parse(OptionReader in) throws ParseException {
    return new EcnTarget(in.flag("--ecn-tcp-remove"));
  }

  @Override
  public void render(EcnTarget target, OptionWriter out) {
    out.flag("--ecn-tcp-remove", target.remove());
  }
}
