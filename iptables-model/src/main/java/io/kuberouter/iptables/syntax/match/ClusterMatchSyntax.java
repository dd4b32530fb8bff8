package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.ClusterMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m cluster} ↔ {@link ClusterMatch}. */
public final class ClusterMatchSyntax implements MatchSyntax<ClusterMatch> {

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public Class<ClusterMatch> type() {
    return ClusterMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--cluster-local-nodemask"),
        OptionName.value("--cluster-total-nodes"),
        OptionName.value("--cluster-hash-seed"),
        OptionName.value("--cluster-local-node"));
  }

  @Override
  public ClusterMatch parse(OptionReader in) throws ParseException {
    Negatable<Long> mask =
        in.has("--cluster-local-node")
            ? in.negatable("--cluster-local-node", w -> 1L << (Terms.number(1, 32).parse(w) - 1))
            : in.negatable("--cluster-local-nodemask", Terms.longNumber(0, 4294967295L));
    return new ClusterMatch(
        mask,
        in.required("--cluster-total-nodes", Terms.longNumber(1, 32)),
        in.required("--cluster-hash-seed", Terms.longNumber(0, 4294967295L)));
  }

  @Override
  public void render(ClusterMatch match, OptionWriter out) {
    out.option(
        "--cluster-local-nodemask", match.nodeMask(), Long.class, v -> String.format("0x%08x", v));
    out.option("--cluster-total-nodes", match.totalNodes());
    out.option(
        "--cluster-hash-seed", match.hashSeed(), Long.class, v -> String.format("0x%08x", v));
  }
}
