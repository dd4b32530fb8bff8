package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.SecmarkTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j SECMARK} ↔ {@link SecmarkTarget}. */
public final class SecmarkTargetSyntax implements TargetSyntax<SecmarkTarget> {

  @Override
  public String name() {
    return "SECMARK";
  }

  @Override
  public Class<SecmarkTarget> type() {
    return SecmarkTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--selctx"));
  }

  @Override
  public SecmarkTarget parse(OptionReader in) throws ParseException {
    return new SecmarkTarget(in.required("--selctx", Terms::word));
  }

  @Override
  public void render(SecmarkTarget target, OptionWriter out) {
    out.option("--selctx", target.context());
  }
}
