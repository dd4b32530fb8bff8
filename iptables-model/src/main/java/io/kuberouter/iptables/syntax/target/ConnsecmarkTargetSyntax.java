package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.ConnsecmarkTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j CONNSECMARK} ↔ {@link ConnsecmarkTarget}. */
public final class ConnsecmarkTargetSyntax implements TargetSyntax<ConnsecmarkTarget> {

  @Override
  public String name() {
    return "CONNSECMARK";
  }

  @Override
  public Class<ConnsecmarkTarget> type() {
    return ConnsecmarkTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.flag("--save"), OptionName.flag("--restore"));
  }

  @Override
  public ConnsecmarkTarget parse(OptionReader in) throws ParseException {
    boolean save = in.flag("--save");
    if (!save && !in.flag("--restore")) {
      throw in.fault("--save or --restore expected");
    }
    return new ConnsecmarkTarget(save);
  }

  @Override
  public void render(ConnsecmarkTarget target, OptionWriter out) {
    out.flag(target.save() ? "--save" : "--restore", true);
  }
}
