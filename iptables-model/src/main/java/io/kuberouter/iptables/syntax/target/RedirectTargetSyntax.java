package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.RedirectTarget;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j REDIRECT} ↔ {@link RedirectTarget}. */
public final class RedirectTargetSyntax implements TargetSyntax<RedirectTarget> {

  @Override
  public String name() {
    return "REDIRECT";
  }

  @Override
  public Class<RedirectTarget> type() {
    return RedirectTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--to-ports", "--to-port"), OptionName.flag("--random"));
  }

  @Override
  public RedirectTarget parse(OptionReader in) throws ParseException {
    return new RedirectTarget(
        in.optional("--to-ports", HeaderNames::dashedPorts), in.flag("--random"));
  }

  @Override
  public void render(RedirectTarget target, OptionWriter out) {
    out.option("--to-ports", target.ports(), PortRange.class, HeaderNames::dashed);
    out.flag("--random", target.random());
  }
}
