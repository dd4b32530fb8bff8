package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.DscpTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j DSCP} ↔ {@link DscpTarget}. */
public final class DscpTargetSyntax implements TargetSyntax<DscpTarget> {

  @Override
  public String name() {
    return "DSCP";
  }

  @Override
  public Class<DscpTarget> type() {
    return DscpTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--set-dscp"), OptionName.value("--set-dscp-class"));
  }

  @Override
  public DscpTarget parse(OptionReader in) throws ParseException {
    return new DscpTarget(
        in.has("--set-dscp-class")
            ? in.required("--set-dscp-class", HeaderNames::dscpClass)
            : in.required("--set-dscp", Terms.number(0, 63)));
  }

  @Override
  public void render(DscpTarget target, OptionWriter out) {
    out.option("--set-dscp", target.dscp(), Integer.class, v -> String.format("0x%02x", v));
  }
}
