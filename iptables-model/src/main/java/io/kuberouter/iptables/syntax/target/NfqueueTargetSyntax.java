package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.NfqueueTarget;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j NFQUEUE} ↔ {@link NfqueueTarget}. */
public final class NfqueueTargetSyntax implements TargetSyntax<NfqueueTarget> {

  @Override
  public String name() {
    return "NFQUEUE";
  }

  @Override
  public Class<NfqueueTarget> type() {
    return NfqueueTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--queue-bypass"),
        OptionName.flag("--queue-cpu-fanout"),
        OptionName.value("--queue-num"),
        OptionName.value("--queue-balance"));
  }

  @Override
  public NfqueueTarget parse(OptionReader in) throws ParseException {
    NumberRange queues =
        in.has("--queue-balance")
            ? in.required("--queue-balance", Terms.range(':', 0, 65535))
            : in.orElse("--queue-num", Terms.range(':', 0, 65535), new NumberRange(0, 0));
    return new NfqueueTarget(
        (int) queues.first(),
        (int) queues.last(),
        in.flag("--queue-bypass"),
        in.flag("--queue-cpu-fanout"));
  }

  @Override
  public void render(NfqueueTarget target, OptionWriter out) {
    if (target.first() == target.last()) {
      out.option("--queue-num", target.first());
    } else {
      out.option("--queue-balance", new NumberRange(target.first(), target.last()));
    }
    out.flag("--queue-bypass", target.bypass());
    out.flag("--queue-cpu-fanout", target.cpuFanout());
  }
}
