package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.AcceptTarget;
import java.util.List;

/** {@code -j ACCEPT} ↔ {@link AcceptTarget}. */
public final class AcceptTargetSyntax implements TargetSyntax<AcceptTarget> {

  @Override
  public String name() {
    return "ACCEPT";
  }

  @Override
  public Class<AcceptTarget> type() {
    return AcceptTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public AcceptTarget parse(OptionReader in) {
    return new AcceptTarget();
  }

  @Override
  public void render(AcceptTarget target, OptionWriter out) {
    // nothing but the name
  }
}
