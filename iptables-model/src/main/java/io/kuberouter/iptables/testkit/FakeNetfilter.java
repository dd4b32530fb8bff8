package io.kuberouter.iptables.testkit;

import io.kuberouter.ipset.testkit.FakeIpSets;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.exec.RestoreReport;
import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.target.SetTarget;
import io.kuberouter.iptables.text.SaveWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The packet filter in memory: takes what {@code iptables-restore --noflush} takes, refuses what it
 * refuses, and makes each table's edits all or none. Like a kernel it knows sets by their names
 * only, and no packets. Not thread safe.
 */
public final class FakeNetfilter implements IptablesTool {

  private final Backend backend;
  private final Map<IpFamily, Ruleset> rulesets = new EnumMap<>(IpFamily.class);
  private final Set<String> sets = new HashSet<>();
  private final Optional<FakeIpSets> others;
  private @Nullable String failure;
  private int restores;

  /** Begins without tables and sets, as a network namespace does. */
  public FakeNetfilter(Backend backend) {
    this(backend, Optional.empty());
  }

  /** Begins without tables; rules may name these sets, which do not go while one does. */
  public FakeNetfilter(Backend backend, FakeIpSets sets) {
    this(backend, Optional.of(sets));
    sets.askRules(this::isNamed);
  }

  private FakeNetfilter(Backend backend, Optional<FakeIpSets> others) {
    this.backend = backend;
    this.others = others;
    for (IpFamily family : IpFamily.values()) {
      rulesets.put(family, new Ruleset(family, new LinkedHashMap<>()));
    }
  }

  /** Makes a set that rules may name. */
  public void createSet(String name) {
    sets.add(name);
  }

  /** Takes a set away; the caller sees to it that no rule names it. */
  public void destroySet(String name) {
    sets.remove(name);
  }

  /** Lets the next restore fail with these words, as on a kernel without memory. */
  public void failNext(String message) {
    failure = message;
  }

  /** {@return how many restores were asked for} */
  public int restores() {
    return restores;
  }

  /** {@return what is loaded} */
  public Ruleset ruleset(IpFamily family) {
    Ruleset ruleset = rulesets.get(family);
    if (ruleset == null) {
      throw new AssertionError(family);
    }
    return ruleset;
  }

  /** Loads a ruleset in place of what is there, unchecked. */
  public void load(Ruleset ruleset) {
    rulesets.put(ruleset.family(), ruleset);
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public String save(IpFamily family) {
    return SaveWriter.write(ruleset(family));
  }

  @Override
  public RestoreReport restore(IpFamily family, RestoreScript script)
      throws RestoreFailedException {
    restores++;
    if (failure != null) {
      String message = failure;
      failure = null;
      throw new RestoreFailedException(message);
    }
    FakeRestore restore = new FakeRestore(ruleset(family), sets());
    try {
      restore.run(script.text());
    } catch (FakeRestore.Refusal e) {
      throw new RestoreFailedException(
          "iptables-restore: line " + e.line() + " failed: " + e.getMessage(),
          script.at(e.line()).orElse(null));
    } finally {
      rulesets.put(family, restore.committed());
    }
    return new RestoreReport(Duration.ZERO, Duration.ZERO);
  }

  private Set<String> sets() {
    Set<String> all = new HashSet<>(sets);
    others.ifPresent(those -> those.list().sets().forEach(set -> all.add(set.name())));
    return all;
  }

  private boolean isNamed(String set) {
    return rulesets.values().stream()
        .flatMap(ruleset -> ruleset.tables().values().stream())
        .flatMap(table -> table.chains().values().stream())
        .flatMap(chain -> chain.rules().stream())
        .anyMatch(rule -> names(rule, set));
  }

  private static boolean names(Rule rule, String set) {
    return rule.matches().stream()
            .anyMatch(m -> m instanceof SetMatch match && match.set().value().name().equals(set))
        || rule.target()
            .filter(t -> t instanceof SetTarget of && of.set().name().equals(set))
            .isPresent();
  }
}
