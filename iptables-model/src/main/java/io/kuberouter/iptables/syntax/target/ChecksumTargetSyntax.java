package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.ChecksumTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j CHECKSUM} ↔ {@link ChecksumTarget}. */
public final class ChecksumTargetSyntax implements TargetSyntax<ChecksumTarget> {

  @Override
  public String name() {
    return "CHECKSUM";
  }

  @Override
  public Class<ChecksumTarget> type() {
    return ChecksumTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.flag("--checksum-fill"));
  }

  @Override
  public ChecksumTarget parse(OptionReader in) throws ParseException {
    return new ChecksumTarget(in.flag("--checksum-fill"));
  }

  @Override
  public void render(ChecksumTarget target, OptionWriter out) {
    out.flag("--checksum-fill", target.fill());
  }
}
