package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.TcpoptstripTarget;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code -j TCPOPTSTRIP} ↔ {@link TcpoptstripTarget}. */
public final class TcpoptstripTargetSyntax implements TargetSyntax<TcpoptstripTarget> {

  @Override
  public String name() {
    return "TCPOPTSTRIP";
  }

  @Override
  public Class<TcpoptstripTarget> type() {
    return TcpoptstripTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--strip-options"));
  }

  @Override
  public TcpoptstripTarget parse(OptionReader in) throws ParseException {
    return new TcpoptstripTarget(in.required("--strip-options", TcpoptstripTargetSyntax::options));
  }

  @Override
  public void render(TcpoptstripTarget target, OptionWriter out) {
    out.option("--strip-options", target.options());
  }

  private static List<Integer> options(String words) throws ParseException {
    TreeSet<Integer> all =
        new TreeSet<>(
            Terms.list(
                    Terms.named(
                        Map.of(
                            "mss",
                            2,
                            "wscale",
                            3,
                            "sack-permitted",
                            4,
                            "sack",
                            5,
                            "timestamp",
                            8,
                            "md5",
                            19),
                        2,
                        255))
                .parse(words));
    return List.copyOf(all);
  }
}
