package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.CtTarget;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;

/** {@code -j CT} ↔ {@link CtTarget}. */
public final class CtTargetSyntax implements TargetSyntax<CtTarget> {

  @Override
  public String name() {
    return "CT";
  }

  @Override
  public Class<CtTarget> type() {
    return CtTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--notrack"),
        OptionName.value("--helper"),
        OptionName.value("--timeout"),
        OptionName.value("--ctevents"),
        OptionName.value("--expevents"),
        OptionName.value("--zone"),
        OptionName.value("--zone-orig"),
        OptionName.value("--zone-reply"));
  }

  @Override
  public CtTarget parse(OptionReader in) throws ParseException {
    return new CtTarget(
        in.flag("--notrack"),
        in.optional("--helper", Terms::text),
        in.optional("--timeout", Terms::text),
        in.optional("--ctevents", Terms.list(Terms::word)),
        in.optional("--expevents", Terms.list(Terms::word)),
        in.optional("--zone", CtTargetSyntax::zone),
        in.optional("--zone-orig", CtTargetSyntax::zone),
        in.optional("--zone-reply", CtTargetSyntax::zone));
  }

  /** A number, or {@code mark}. */
  private static String zone(String word) throws ParseException {
    return Terms.word(word).toLowerCase(Locale.ROOT);
  }

  @Override
  public void render(CtTarget target, OptionWriter out) {
    out.flag("--notrack", target.notrack());
    out.text("--helper", target.helper());
    out.text("--timeout", target.timeout());
    out.option("--ctevents", target.events());
    out.option("--expevents", target.expectEvents());
    out.option("--zone", target.zone());
    out.option("--zone-orig", target.originalZone());
    out.option("--zone-reply", target.replyZone());
  }
}
