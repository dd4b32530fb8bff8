package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.TtlTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j TTL} ↔ {@link TtlTarget}. */
public final class TtlTargetSyntax implements TargetSyntax<TtlTarget> {

  @Override
  public String name() {
    return "TTL";
  }

  @Override
  public Class<TtlTarget> type() {
    return TtlTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--ttl-set"),
        OptionName.value("--ttl-dec"),
        OptionName.value("--ttl-inc"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public TtlTarget parse(OptionReader in) throws ParseException {
    for (TtlTarget.Change change : TtlTarget.Change.values()) {
      String option = "--ttl-" + change;
      if (in.has(option)) {
        return new TtlTarget(change, in.required(option, Terms.number(0, 255)));
      }
    }
    throw in.fault("--ttl-set, --ttl-dec or --ttl-inc expected");
  }

  @Override
  public void render(TtlTarget target, OptionWriter out) {
    out.option("--ttl-" + target.change(), target.value());
  }
}
