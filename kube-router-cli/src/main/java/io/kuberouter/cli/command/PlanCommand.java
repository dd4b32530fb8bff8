package io.kuberouter.cli.command;

import io.kuberouter.cli.ExitCode;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.agent.DesiredText;
import io.kuberouter.sync.agent.PlanSession;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanJson;
import io.kuberouter.sync.plan.PlanText;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;

/**
 * Prints the steps that {@code run} would take, or the desired state of one plane. {@code verify}
 * is the same: for both, nothing to do is success.
 */
final class PlanCommand implements Command {

  @Override
  public ExitCode execute(Invocation invocation) throws IOException, InterruptedException {
    PlanSession session = new PlanSession(invocation.settings().agent());
    String name = invocation.nodeName();
    ClusterModel model;
    Plan plan;
    if (invocation.settings().offline()) {
      model = session.offline(invocation.events(), name, invocation.cniConf());
      plan = new Planner(model.desired(), new Observed()).full();
    } else {
      NodeIo io = invocation.node();
      model = session.online(invocation.events(), name, invocation.cniConf(), io);
      plan = session.plan(model, io);
    }
    if (!invocation.settings().output().equals("json")) {
      for (Note note : session.notes()) {
        invocation.err().println("note: " + note.subject() + ": " + note.text());
      }
    }
    invocation.out().print(text(invocation.settings().output(), session, model, plan));
    return plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_PENDING;
  }

  private static String text(String output, PlanSession session, ClusterModel model, Plan plan) {
    DesiredText desired = new DesiredText(model.desired());
    return switch (output) {
      case "json" -> PlanJson.format(plan, session.notes());
      case "ipvsadm-save" -> desired.ipvsadmSave();
      case "iptables-save" -> desired.iptablesSave(IpFamily.IPV4);
      case "ip6tables-save" -> desired.iptablesSave(IpFamily.IPV6);
      case "ipset-save" -> desired.ipsetSave();
      case "routes" -> desired.routes();
      case "bgp" -> desired.bgp();
      default -> plan.isEmpty() ? "nothing to do\n" : PlanText.format(plan);
    };
  }
}
