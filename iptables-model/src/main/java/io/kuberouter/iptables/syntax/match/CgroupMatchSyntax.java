package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.CgroupMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m cgroup} ↔ {@link CgroupMatch}. */
public final class CgroupMatchSyntax implements MatchSyntax<CgroupMatch> {

  @Override
  public String name() {
    return "cgroup";
  }

  @Override
  public Class<CgroupMatch> type() {
    return CgroupMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--path"), OptionName.value("--cgroup"));
  }

  @Override
  public CgroupMatch parse(OptionReader in) throws ParseException {
    return new CgroupMatch(
        in.optionalNegatable("--path", Terms::text),
        in.optionalNegatable("--cgroup", Terms.longNumber(0, 4294967295L)));
  }

  @Override
  public void render(CgroupMatch match, OptionWriter out) {
    out.text("--path", match.path());
    out.option("--cgroup", match.classId());
  }
}
