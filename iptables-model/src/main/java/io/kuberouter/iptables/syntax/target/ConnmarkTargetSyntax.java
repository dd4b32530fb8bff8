package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.ConnmarkTarget;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -j CONNMARK} ↔ {@link ConnmarkTarget}. */
public final class ConnmarkTargetSyntax implements TargetSyntax<ConnmarkTarget> {

  @Override
  public String name() {
    return "CONNMARK";
  }

  @Override
  public Class<ConnmarkTarget> type() {
    return ConnmarkTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--nfmask"),
        OptionName.value("--ctmask"),
        OptionName.value("--set-xmark"),
        OptionName.value("--set-mark"),
        OptionName.value("--and-mark"),
        OptionName.value("--or-mark"),
        OptionName.value("--xor-mark"),
        OptionName.flag("--save-mark"),
        OptionName.flag("--restore-mark"),
        OptionName.value("--mask"));
  }

  @Override
  public ConnmarkTarget parse(OptionReader in) throws ParseException {
    for (ConnmarkTarget.Operation operation : ConnmarkTarget.Operation.values()) {
      String option = operation.toString();
      if (!in.has(option)) {
        continue;
      }
      if (operation != ConnmarkTarget.Operation.SAVE_MARK
          && operation != ConnmarkTarget.Operation.RESTORE_MARK) {
        return new ConnmarkTarget(
            operation, in.required(option, Terms::masked), Optional.empty(), Optional.empty());
      }
      in.flag(option);
      Optional<Long> both = in.optional("--mask", Terms.longNumber(0, 4294967295L));
      Optional<Long> packet = in.optional("--nfmask", Terms.longNumber(0, 4294967295L));
      Optional<Long> connection = in.optional("--ctmask", Terms.longNumber(0, 4294967295L));
      return new ConnmarkTarget(
          operation,
          new MaskedValue(0, MaskedValue.ALL),
          packet.or(() -> both),
          connection.or(() -> both));
    }
    throw in.fault("--set-xmark, --save-mark, --restore-mark or another change expected");
  }

  @Override
  public void render(ConnmarkTarget target, OptionWriter out) {
    String option = target.operation().toString();
    switch (target.operation()) {
      case SAVE_MARK, RESTORE_MARK -> {
        out.flag(option, true);
        out.option("--nfmask", target.packetMask(), Long.class, v -> "0x" + Long.toHexString(v));
        out.option(
            "--ctmask", target.connectionMask(), Long.class, v -> "0x" + Long.toHexString(v));
      }
      case SET_XMARK ->
          out.option(option, target.mark(), MaskedValue.class, HeaderNames::valueAndMask);
      case SET_MARK, AND_MARK, OR_MARK, XOR_MARK -> out.option(option, target.mark());
    }
  }
}
