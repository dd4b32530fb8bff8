package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.NflogTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j NFLOG} ↔ {@link NflogTarget}. */
public final class NflogTargetSyntax implements TargetSyntax<NflogTarget> {

  @Override
  public String name() {
    return "NFLOG";
  }

  @Override
  public Class<NflogTarget> type() {
    return NflogTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--nflog-prefix"),
        OptionName.value("--nflog-group"),
        OptionName.value("--nflog-range"),
        OptionName.value("--nflog-size"),
        OptionName.value("--nflog-threshold"));
  }

  @Override
  public NflogTarget parse(OptionReader in) throws ParseException {
    return new NflogTarget(
        in.optional("--nflog-prefix", Terms::text),
        in.orElse("--nflog-group", Terms.number(0, 65535), 0),
        in.optional("--nflog-range", Terms.longNumber(0, 4294967295L)),
        in.optional("--nflog-size", Terms.longNumber(0, 4294967295L)),
        in.orElse("--nflog-threshold", Terms.number(1, 65535), 1));
  }

  @Override
  public void render(NflogTarget target, OptionWriter out) {
    out.text("--nflog-prefix", target.prefix());
    out.unless(0, "--nflog-group", target.group());
    out.option("--nflog-range", target.range());
    out.option("--nflog-size", target.size());
    out.unless(1, "--nflog-threshold", target.threshold());
  }
}
