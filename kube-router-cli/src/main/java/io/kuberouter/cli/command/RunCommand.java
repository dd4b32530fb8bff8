package io.kuberouter.cli.command;

import io.kuberouter.cli.ExitCode;
import io.kuberouter.cli.config.Settings;
import io.kuberouter.cli.health.HealthServer;
import io.kuberouter.sync.agent.NodeAgent;
import io.kuberouter.sync.config.CommonOptions;
import java.io.IOException;

/** Brings the node to the cluster's state and keeps it there, until the process is told to end. */
final class RunCommand implements Command {

  @Override
  public ExitCode execute(Invocation invocation) throws IOException, InterruptedException {
    Settings settings = invocation.settings();
    CommonOptions common = settings.agent().common();
    if (!common.runFirewall() && !common.runServiceProxy() && !common.runRouter()) {
      invocation.err().println("Router, firewall and service proxy are all off: nothing to do");
      return ExitCode.DONE;
    }
    NodeAgent agent =
        new NodeAgent(
            settings.agent(),
            invocation.nodeName(),
            invocation.cniConf(),
            invocation.source(),
            invocation.node());
    closeWithTheProcess(agent);
    if (settings.healthPort() == 0) {
      agent.run();
      return ExitCode.DONE;
    }
    HealthServer health =
        HealthServer.start(settings.healthAddress(), settings.healthPort(), agent::sinceLastTurn);
    try {
      agent.run();
    } finally {
      health.close();
    }
    return ExitCode.DONE;
  }

  private static void closeWithTheProcess(NodeAgent agent) {
    Thread main = Thread.currentThread();
    Thread closing =
        new Thread(
            () -> {
              agent.close();
              try {
                main.join(2000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(closing);
  }
}
