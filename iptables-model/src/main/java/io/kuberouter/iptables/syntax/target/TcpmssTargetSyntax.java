package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.TcpmssTarget;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -j TCPMSS} ↔ {@link TcpmssTarget}. */
public final class TcpmssTargetSyntax implements TargetSyntax<TcpmssTarget> {

  @Override
  public String name() {
    return "TCPMSS";
  }

  @Override
  public Class<TcpmssTarget> type() {
    return TcpmssTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--set-mss"), OptionName.flag("--clamp-mss-to-pmtu"));
  }

  @Override
  public TcpmssTarget parse(OptionReader in) throws ParseException {
    if (in.flag("--clamp-mss-to-pmtu")) {
      return new TcpmssTarget(Optional.empty());
    }
    return new TcpmssTarget(Optional.of(in.required("--set-mss", Terms.number(0, 65535))));
  }

  @Override
  public void render(TcpmssTarget target, OptionWriter out) {
    out.option("--set-mss", target.size());
    out.flag("--clamp-mss-to-pmtu", target.size().isEmpty());
  }
}
