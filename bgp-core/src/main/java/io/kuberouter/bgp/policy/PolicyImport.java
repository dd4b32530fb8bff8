package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.ImportFilter;
import io.kuberouter.bgp.rib.ImportRules;
import io.kuberouter.bgp.rib.RouteSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The way in: the RFCs' rules, then the policy. */
public record PolicyImport(Policy policy, ImportRules.Facts facts, RouteSource source)
    implements ImportFilter {

  @Override
  public boolean ignoresPrefixes() {
    return policy.ignoresPrefixes();
  }

  @Override
  public Optional<PathAttributes> apply(Supplier<Prefix> prefix, PathAttributes attributes) {
    Optional<PathAttributes> eligible = ImportRules.apply(attributes, facts);
    return eligible.isEmpty()
        ? eligible
        : policy.apply(new RouteContext(prefix, eligible.get(), source, source.peer(), Set.of()));
  }
}
