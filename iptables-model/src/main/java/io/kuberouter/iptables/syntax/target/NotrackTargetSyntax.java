package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.NotrackTarget;
import java.util.List;

/** {@code -j NOTRACK} ↔ {@link NotrackTarget}. */
public final class NotrackTargetSyntax implements TargetSyntax<NotrackTarget> {

  @Override
  public String name() {
    return "NOTRACK";
  }

  @Override
  public Class<NotrackTarget> type() {
    return NotrackTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public NotrackTarget parse(OptionReader in) {
    return new NotrackTarget();
  }

  @Override
  public void render(NotrackTarget target, OptionWriter out) {}
}
