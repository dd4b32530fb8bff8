package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.HlTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j HL} ↔ {@link HlTarget}. */
public final class HlTargetSyntax implements TargetSyntax<HlTarget> {

  @Override
  public String name() {
    return "HL";
  }

  @Override
  public Class<HlTarget> type() {
    return HlTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--hl-set"), OptionName.value("--hl-dec"), OptionName.value("--hl-inc"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public HlTarget parse(OptionReader in) throws ParseException {
    for (HlTarget.Change change : HlTarget.Change.values()) {
      String option = "--hl-" + change;
      if (in.has(option)) {
        return new HlTarget(change, in.required(option, Terms.number(0, 255)));
      }
    }
    throw in.fault("--hl-set, --hl-dec or --hl-inc expected");
  }

  @Override
  public void render(HlTarget target, OptionWriter out) {
    out.option("--hl-" + target.change(), target.value());
  }
}
