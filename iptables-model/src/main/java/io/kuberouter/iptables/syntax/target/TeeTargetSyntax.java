package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.TeeTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j TEE} ↔ {@link TeeTarget}. */
public final class TeeTargetSyntax implements TargetSyntax<TeeTarget> {

  @Override
  public String name() {
    return "TEE";
  }

  @Override
  public Class<TeeTarget> type() {
    return TeeTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--gateway"), OptionName.value("--oif"));
  }

  @Override
  public TeeTarget parse(OptionReader in) throws ParseException {
    return new TeeTarget(
        in.required("--gateway", Terms.address(in.family())), in.optional("--oif", Terms::iface));
  }

  @Override
  public void render(TeeTarget target, OptionWriter out) {
    out.option("--gateway", target.gateway());
    out.option("--oif", target.iface());
  }
}
