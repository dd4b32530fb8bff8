package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.NetmapTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j NETMAP} ↔ {@link NetmapTarget}. */
public final class NetmapTargetSyntax implements TargetSyntax<NetmapTarget> {

  @Override
  public String name() {
    return "NETMAP";
  }

  @Override
  public Class<NetmapTarget> type() {
    return NetmapTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--to"));
  }

  @Override
  public NetmapTarget parse(OptionReader in) throws ParseException {
    return new NetmapTarget(in.required("--to", Terms.block(in.family())));
  }

  @Override
  public void render(NetmapTarget target, OptionWriter out) {
    out.option("--to", target.to());
  }
}
