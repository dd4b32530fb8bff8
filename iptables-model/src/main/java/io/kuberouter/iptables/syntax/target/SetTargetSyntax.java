package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.SetTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j SET} ↔ {@link SetTarget}. */
public final class SetTargetSyntax implements TargetSyntax<SetTarget> {

  @Override
  public String name() {
    return "SET";
  }

  @Override
  public Class<SetTarget> type() {
    return SetTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--exist"),
        OptionName.value("--timeout"),
        OptionName.flag("--map-mark"),
        OptionName.flag("--map-prio"),
        OptionName.flag("--map-queue"),
        OptionName.pair("--add-set"),
        OptionName.pair("--del-set"),
        OptionName.pair("--map-set"));
  }

  @Override
  public SetTarget parse(OptionReader in) throws ParseException {
    for (SetTarget.Operation operation : SetTarget.Operation.values()) {
      String option = operation.toString();
      if (in.has(option)) {
        return new SetTarget(
            operation,
            in.required(option, Terms::setReference),
            in.flag("--exist"),
            in.optional("--timeout", Terms.longNumber(0, 4294967295L)),
            in.flag("--map-mark"),
            in.flag("--map-prio"),
            in.flag("--map-queue"));
      }
    }
    throw in.fault("--add-set, --del-set or --map-set expected");
  }

  @Override
  public void render(SetTarget target, OptionWriter out) {
    out.option(target.operation().toString(), target.set());
    out.flag("--exist", target.exist());
    out.option("--timeout", target.timeout());
    out.flag("--map-mark", target.mapMark());
    out.flag("--map-prio", target.mapPriority());
    out.flag("--map-queue", target.mapQueue());
  }
}
