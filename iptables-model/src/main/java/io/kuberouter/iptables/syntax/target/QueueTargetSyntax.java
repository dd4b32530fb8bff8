package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.QueueTarget;
import java.util.List;

/** {@code -j QUEUE} ↔ {@link QueueTarget}. */
public final class QueueTargetSyntax implements TargetSyntax<QueueTarget> {

  @Override
  public String name() {
    return "QUEUE";
  }

  @Override
  public Class<QueueTarget> type() {
    return QueueTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public QueueTarget parse(OptionReader in) {
    return new QueueTarget();
  }

  @Override
  public void render(QueueTarget target, OptionWriter out) {
    // nothing but the name
  }
}
