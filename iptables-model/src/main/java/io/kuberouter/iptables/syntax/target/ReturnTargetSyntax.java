package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.ReturnTarget;
import java.util.List;

/** {@code -j RETURN} ↔ {@link ReturnTarget}. */
public final class ReturnTargetSyntax implements TargetSyntax<ReturnTarget> {

  @Override
  public String name() {
    return "RETURN";
  }

  @Override
  public Class<ReturnTarget> type() {
    return ReturnTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public ReturnTarget parse(OptionReader in) {
    return new ReturnTarget();
  }

  @Override
  public void render(ReturnTarget target, OptionWriter out) {
    // nothing but the name
  }
}
