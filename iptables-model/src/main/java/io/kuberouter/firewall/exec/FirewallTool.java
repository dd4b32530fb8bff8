package io.kuberouter.firewall.exec;

import io.kuberouter.firewall.Firewall;
import io.kuberouter.firewall.FirewallOwnership;
import io.kuberouter.firewall.FirewallPlan;
import io.kuberouter.firewall.FirewallPlanner;
import io.kuberouter.firewall.FirewallStep;
import io.kuberouter.firewall.SetInUseException;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.exec.IpSetTool;
import io.kuberouter.ipset.exec.ProcessIpSetTool;
import io.kuberouter.ipset.exec.SetChangeException;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.ProcessIptablesTool;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.exec.RestoreReport;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets and rules of one network namespace, changed together: sets first, then one transaction for
 * each family and table, then sets that are not named any more. One caller at a time.
 */
public final class FirewallTool {

  /** nf_tables may let go of the sets of rules that went only after it has answered. */
  private static final Duration RELEASE = Duration.ofSeconds(2);

  private static final long PAUSE_MILLIS = 5;

  private final IptablesTool rules;
  private final IpSetTool sets;

  /** Uses the tools of one namespace. */
  public FirewallTool(IptablesTool rules, IpSetTool sets) {
    this.rules = rules;
    this.sets = sets;
  }

  /**
   * {@return the tools of the backend that holds rules now}
   *
   * @throws IOException where no iptables is installed
   */
  public static FirewallTool detect(ToolRunner runner) throws IOException {
    return new FirewallTool(ProcessIptablesTool.detect(runner), new ProcessIpSetTool(runner));
  }

  /**
   * {@return all sets and rules that are there}
   *
   * @throws IOException where a tool fails, or prints what is not understood
   */
  public Firewall read() throws IOException {
    return new Firewall(sets.list(), read(IpFamily.IPV4), read(IpFamily.IPV6));
  }

  private Ruleset read(IpFamily family) throws IOException {
    try {
      return SaveParser.parse(family, rules.save(family));
    } catch (ParseException e) {
      throw new IOException("the saved rules are not understood: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what is there, and makes of it what is wanted.
   *
   * @param wanted as people write it; nothing that is not ours in it is made
   * @throws SetInUseException see {@link FirewallPlanner#plan}
   * @throws IOException where what is there cannot be read; a refused change is in the report
   */
  public FirewallReport bring(Firewall wanted, FirewallOwnership ours)
      throws IOException, SetInUseException {
    return apply(FirewallPlanner.plan(read().canonical(), wanted.canonical(), ours));
  }

  /**
   * Makes the steps of a plan. After a refused table the others are tried, and no set goes; a
   * refused change of a set before the tables stops all.
   */
  public FirewallReport apply(FirewallPlan plan) {
    List<StepResult> results = new ArrayList<>();
    boolean good = run(plan.before(), true, results);
    boolean tables = good;
    for (FirewallStep step : plan.tables()) {
      tables &= run(List.of(step), good, results);
    }
    run(plan.after(), tables, results);
    return new FirewallReport(results);
  }

  /** {@return whether all were made; what follows a refused one is skipped} */
  private boolean run(List<FirewallStep> steps, boolean wanted, List<StepResult> results) {
    boolean good = wanted;
    for (FirewallStep step : steps) {
      StepResult result = good ? run(step) : StepResult.skipped(step);
      results.add(result);
      good &= result.outcome() == StepResult.Outcome.DONE;
    }
    return good;
  }

  private StepResult run(FirewallStep step) {
    long start = System.nanoTime();
    Duration lockWait = Duration.ZERO;
    Optional<StepResult.Refusal> refusal = Optional.empty();
    try {
      if (step instanceof FirewallStep.Rules table) {
        RestoreReport report =
            rules.restore(table.family(), RestoreScriptWriter.write(table.diff()));
        lockWait = report.lockWait();
      } else if (step instanceof FirewallStep.Sets changes) {
        change(changes.changes());
      }
    } catch (IOException e) {
      refusal = Optional.of(refusal(e));
    }
    return new StepResult(
        step,
        refusal.isEmpty() ? StepResult.Outcome.DONE : StepResult.Outcome.REFUSED,
        Duration.ofNanos(System.nanoTime() - start),
        lockWait,
        refusal);
  }

  private static StepResult.Refusal refusal(IOException e) {
    return new StepResult.Refusal(
        String.valueOf(e.getMessage()),
        e instanceof RestoreFailedException rule ? rule.element() : Optional.empty(),
        e instanceof SetChangeException set ? set.change() : Optional.empty());
  }

  /** Goes on where a set is in use that nf_tables is about to release. */
  private void change(List<SetChange> changes) throws IOException {
    long end = System.nanoTime() + RELEASE.toNanos();
    List<SetChange> left = changes;
    while (!left.isEmpty()) {
      try {
        sets.apply(left);
        return;
      } catch (SetChangeException e) {
        boolean mayBeReleased =
            e.reason() == SetChangeException.Reason.IN_USE
                && e.index() >= 0
                && System.nanoTime() < end;
        if (!mayBeReleased) {
          throw e;
        }
        left = left.subList(e.index(), left.size());
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a set was in use", e);
    }
  }
}
