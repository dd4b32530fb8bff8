package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.IdletimerTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j IDLETIMER} ↔ {@link IdletimerTarget}. */
public final class IdletimerTargetSyntax implements TargetSyntax<IdletimerTarget> {

  @Override
  public String name() {
    return "IDLETIMER";
  }

  @Override
  public Class<IdletimerTarget> type() {
    return IdletimerTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--timeout"), OptionName.value("--label"), OptionName.flag("--alarm"));
  }

  @Override
  public IdletimerTarget parse(OptionReader in) throws ParseException {
    return new IdletimerTarget(
        in.required("--timeout", Terms.longNumber(1, 4294967295L)),
        in.required("--label", Terms::word),
        in.flag("--alarm"));
  }

  @Override
  public void render(IdletimerTarget target, OptionWriter out) {
    out.option("--timeout", target.timeout());
    out.option("--label", target.label());
    out.flag("--alarm", target.alarm());
  }
}
