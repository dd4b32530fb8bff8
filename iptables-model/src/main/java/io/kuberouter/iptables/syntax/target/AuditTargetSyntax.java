package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.AuditTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j AUDIT} ↔ {@link AuditTarget}. */
public final class AuditTargetSyntax implements TargetSyntax<AuditTarget> {

  @Override
  public String name() {
    return "AUDIT";
  }

  @Override
  public Class<AuditTarget> type() {
    return AuditTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--type"));
  }

  @Override
  public AuditTarget parse(OptionReader in) throws ParseException {
    return new AuditTarget(in.required("--type", Terms.oneOf(AuditTarget.Type.values())));
  }

  @Override
  public void render(AuditTarget target, OptionWriter out) {
    out.option("--type", target.type());
  }
}
