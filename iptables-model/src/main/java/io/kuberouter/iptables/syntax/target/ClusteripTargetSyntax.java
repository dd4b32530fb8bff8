package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.ClusteripTarget;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code -j CLUSTERIP} ↔ {@link ClusteripTarget}. */
public final class ClusteripTargetSyntax implements TargetSyntax<ClusteripTarget> {

  @Override
  public String name() {
    return "CLUSTERIP";
  }

  @Override
  public Class<ClusteripTarget> type() {
    return ClusteripTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--new"),
        OptionName.value("--hashmode"),
        OptionName.value("--clustermac"),
        OptionName.value("--total-nodes"),
        OptionName.value("--local-node"),
        OptionName.value("--hash-init"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public ClusteripTarget parse(OptionReader in) throws ParseException {
    if (!in.flag("--new")) {
      return new ClusteripTarget(Optional.empty());
    }
    return new ClusteripTarget(
        Optional.of(
            new ClusteripTarget.Cluster(
                in.required("--hashmode", Terms.oneOf(ClusteripTarget.HashMode.values())),
                in.required("--clustermac", w -> Terms.mac(w).toUpperCase(Locale.ROOT)),
                in.required("--total-nodes", Terms.number(0, 16)),
                in.required("--local-node", Terms.number(0, 16)),
                in.orElse("--hash-init", Terms.longNumber(0, 4294967295L), 0L))));
  }

  @Override
  public void render(ClusteripTarget target, OptionWriter out) {
    target.cluster().ifPresent(cluster -> render(cluster, out));
  }

  private static void render(ClusteripTarget.Cluster cluster, OptionWriter out) {
    out.flag("--new", true);
    out.option("--hashmode", cluster.hashMode());
    out.option("--clustermac", cluster.mac());
    out.option("--total-nodes", cluster.totalNodes());
    out.option("--local-node", cluster.localNode());
    out.option("--hash-init", cluster.hashInit());
  }
}
