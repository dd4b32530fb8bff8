package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.LogTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j LOG} ↔ {@link LogTarget}. */
public final class LogTargetSyntax implements TargetSyntax<LogTarget> {

  @Override
  public String name() {
    return "LOG";
  }

  @Override
  public Class<LogTarget> type() {
    return LogTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--log-prefix"),
        OptionName.value("--log-level"),
        OptionName.flag("--log-tcp-sequence"),
        OptionName.flag("--log-tcp-options"),
        OptionName.flag("--log-ip-options"),
        OptionName.flag("--log-uid"),
        OptionName.flag("--log-macdecode"));
  }

  @Override
  public LogTarget parse(OptionReader in) throws ParseException {
    return new LogTarget(
        in.optional("--log-prefix", Terms::text),
        in.orElse("--log-level", HeaderNames::logLevel, 4),
        in.flag("--log-tcp-sequence"),
        in.flag("--log-tcp-options"),
        in.flag("--log-ip-options"),
        in.flag("--log-uid"),
        in.flag("--log-macdecode"));
  }

  @Override
  public void render(LogTarget target, OptionWriter out) {
    out.text("--log-prefix", target.prefix());
    out.unless(4, "--log-level", target.level());
    out.flag("--log-tcp-sequence", target.tcpSequence());
    out.flag("--log-tcp-options", target.tcpOptions());
    out.flag("--log-ip-options", target.ipOptions());
    out.flag("--log-uid", target.user());
    out.flag("--log-macdecode", target.macDecode());
  }
}
