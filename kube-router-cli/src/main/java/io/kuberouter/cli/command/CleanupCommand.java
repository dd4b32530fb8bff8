package io.kuberouter.cli.command;

import io.kuberouter.cli.ExitCode;
import io.kuberouter.sync.agent.PlanSession;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Ownership;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanText;
import java.io.IOException;
import java.util.List;

/** Takes everything of ours off the node: the plan to an empty desired state, applied. */
final class CleanupCommand implements Command {

  @Override
  public ExitCode execute(Invocation invocation) throws IOException {
    NodeIo io = invocation.node();
    Ledger ledger = Ledger.open(io.stateFolder());
    Observed observed =
        new NodeObserver(io, invocation.settings().agent(), ledger, Ownership.ALL)
            .observe(new DesiredState());
    Plan plan = PlanSession.cleanup(observed);
    List<PlanApplier.Failure> failures =
        new PlanApplier(io, ledger, BgpPlane.SILENT).apply(plan, observed);
    invocation.out().print(plan.isEmpty() ? "nothing to do\n" : PlanText.format(plan));
    failures.forEach(
        f -> invocation.err().println("error: " + f.step().reason() + ": " + f.message()));
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
  }
}
