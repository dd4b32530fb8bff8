package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.TraceTarget;
import java.util.List;

/** {@code -j TRACE} ↔ {@link TraceTarget}. */
public final class TraceTargetSyntax implements TargetSyntax<TraceTarget> {

  @Override
  public String name() {
    return "TRACE";
  }

  @Override
  public Class<TraceTarget> type() {
    return TraceTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public TraceTarget parse(OptionReader in) {
    return new TraceTarget();
  }

  @Override
  public void render(TraceTarget target, OptionWriter out) {}
}
