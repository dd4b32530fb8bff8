package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.TosTarget;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j TOS} ↔ {@link TosTarget}. */
public final class TosTargetSyntax implements TargetSyntax<TosTarget> {

  @Override
  public String name() {
    return "TOS";
  }

  @Override
  public Class<TosTarget> type() {
    return TosTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--set-tos"),
        OptionName.value("--and-tos"),
        OptionName.value("--or-tos"),
        OptionName.value("--xor-tos"));
  }

  @Override
  public TosTarget parse(OptionReader in) throws ParseException {
    if (in.has("--and-tos")) {
      int keep = in.required("--and-tos", Terms.number(0, 255));
      return new TosTarget(new MaskedValue(0, ~keep & 255));
    }
    if (in.has("--or-tos")) {
      int bits = in.required("--or-tos", Terms.number(0, 255));
      return new TosTarget(new MaskedValue(bits, bits));
    }
    if (in.has("--xor-tos")) {
      return new TosTarget(new MaskedValue(in.required("--xor-tos", Terms.number(0, 255)), 0));
    }
    return new TosTarget(in.required("--set-tos", HeaderNames::tos));
  }

  @Override
  public void render(TosTarget target, OptionWriter out) {
    out.option("--set-tos", target.tos(), MaskedValue.class, HeaderNames::spellTos);
  }
}
