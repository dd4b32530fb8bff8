package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.MarkTarget;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j MARK} ↔ {@link MarkTarget}. */
public final class MarkTargetSyntax implements TargetSyntax<MarkTarget> {

  @Override
  public String name() {
    return "MARK";
  }

  @Override
  public Class<MarkTarget> type() {
    return MarkTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--set-xmark"),
        OptionName.value("--set-mark"),
        OptionName.value("--and-mark"),
        OptionName.value("--or-mark"),
        OptionName.value("--xor-mark"));
  }

  @Override
  public MarkTarget parse(OptionReader in) throws ParseException {
    for (MarkTarget.Operation operation : MarkTarget.Operation.values()) {
      if (in.has(operation.toString())) {
        return new MarkTarget(operation, in.required(operation.toString(), Terms::masked));
      }
    }
    throw in.fault("--set-xmark, --set-mark, --and-mark, --or-mark or --xor-mark expected");
  }

  @Override
  public void render(MarkTarget target, OptionWriter out) {
    // the mask is always printed behind --set-xmark
    MaskedValue mark = target.mark();
    boolean always = target.operation() == MarkTarget.Operation.SET_XMARK;
    out.option(
        target.operation().toString(),
        mark,
        MaskedValue.class,
        always ? HeaderNames::valueAndMask : MaskedValue::toString);
  }
}
