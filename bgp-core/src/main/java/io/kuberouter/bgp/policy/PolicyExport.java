package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.ExportFilter;
import io.kuberouter.bgp.rib.ExportRules;
import io.kuberouter.bgp.rib.ExportTarget;
import io.kuberouter.bgp.rib.RouteSource;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** The way out: the RFCs' rules with the policy between them. */
public record PolicyExport(Policy policy, ExportTarget target, InetAddress neighbour)
    implements ExportFilter {

  @Override
  public boolean rejectsAll() {
    return policy.rejectsAll();
  }

  @Override
  public boolean ignoresPrefixes() {
    return policy.ignoresPrefixes();
  }

  @Override
  public Optional<PathAttributes> apply(
      Supplier<Prefix> prefix,
      PathAttributes attributes,
      RouteSource source,
      boolean longLivedStale) {
    if (!ExportRules.mayTell(attributes, source, longLivedStale, target)) {
      return Optional.empty();
    }
    PathAttributes prepared =
        ExportRules.prepare(
            longLivedStale ? ExportRules.longLivedStale(attributes) : attributes, source, target);
    Optional<PathAttributes> accepted =
        policy.apply(new RouteContext(prefix, prepared, source, neighbour, target.nextHops()));
    return accepted.isEmpty() ? accepted : Optional.of(ExportRules.finish(accepted.get(), target));
  }
}
