package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.RejectTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j REJECT} ↔ {@link RejectTarget}. */
public final class RejectTargetSyntax implements TargetSyntax<RejectTarget> {

  @Override
  public String name() {
    return "REJECT";
  }

  @Override
  public Class<RejectTarget> type() {
    return RejectTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--reject-with"));
  }

  @Override
  public RejectTarget parse(OptionReader in) throws ParseException {
    return new RejectTarget(
        in.optional("--reject-with", w -> HeaderNames.rejectWith(in.family(), w)));
  }

  @Override
  public void render(RejectTarget target, OptionWriter out) {
    out.option("--reject-with", target.with());
  }
}
