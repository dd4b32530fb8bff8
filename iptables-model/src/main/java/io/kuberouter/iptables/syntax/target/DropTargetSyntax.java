package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.DropTarget;
import java.util.List;

/** {@code -j DROP} ↔ {@link DropTarget}. */
public final class DropTargetSyntax implements TargetSyntax<DropTarget> {

  @Override
  public String name() {
    return "DROP";
  }

  @Override
  public Class<DropTarget> type() {
    return DropTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public DropTarget parse(OptionReader in) {
    return new DropTarget();
  }

  @Override
  public void render(DropTarget target, OptionWriter out) {
    // nothing but the name
  }
}
