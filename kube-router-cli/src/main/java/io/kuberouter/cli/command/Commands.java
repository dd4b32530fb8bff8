package io.kuberouter.cli.command;

import io.kuberouter.cli.ExitCode;
import io.kuberouter.cli.config.Settings;
import io.kuberouter.cli.health.HealthServer;
import io.kuberouter.cli.wiring.Wiring;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.agent.DesiredText;
import io.kuberouter.sync.agent.NodeAgent;
import io.kuberouter.sync.agent.PlanSession;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanJson;
import io.kuberouter.sync.plan.PlanText;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.Note;
import io.kuberouter.sync.watch.ApiServerSource;
import io.kuberouter.sync.watch.ClusterSource;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What each subcommand does: parse is done, so call and print. */
public final class Commands {

  private final Settings settings;
  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  /** Serves one command line. */
  public Commands(
      Settings settings,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    this.settings = settings;
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs the command that the settings name. */
  public ExitCode execute() throws IOException, InterruptedException {
    return switch (settings.command()) {
      case "run" -> run();
      case "plan" -> plan();
      case "verify" -> verify();
      case "cleanup" -> cleanup();
      default -> throw new IllegalArgumentException(settings.command());
    };
  }

  private String nodeName() throws IOException {
    String name = settings.agent().common().hostnameOverride();
    if (name.isEmpty()) {
      name = environment.getOrDefault("NODE_NAME", "");
    }
    return name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
  }

  private String cniConf() {
    return environment.getOrDefault(
        "KUBE_ROUTER_CNI_CONF_FILE", "/etc/cni/net.d/10-kuberouter.conf");
  }

  private ClusterSource source() throws IOException {
    return settings.manifests().isPresent()
        ? new FolderSource(Path.of(settings.manifests().get()))
        : ApiServerSource.connect(
            settings.kubeconfig(), settings.master(), settings.cacheSyncTimeout());
  }

  private List<ClusterEvent> events() throws IOException, InterruptedException {
    if (settings.manifests().isPresent()) {
      String where = settings.manifests().get();
      return where.equals("-")
          ? FolderSource.readText("stdin", new String(in.readAllBytes(), StandardCharsets.UTF_8))
          : FolderSource.readOnce(Path.of(where));
    }
    BlockingQueue<ClusterEvent> queue = new LinkedBlockingQueue<>();
    List<ClusterEvent> all = new ArrayList<>();
    try (ClusterSource source = source()) {
      source.start(queue::add);
      long end = System.nanoTime() + settings.cacheSyncTimeout().toNanos();
      ClusterEvent event;
      do {
        event = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new IOException(
              "the API server was not read within --cache-sync-timeout" + reasons(all));
        }
        all.add(event);
      } while (!(event instanceof ClusterEvent.Synced));
    }
    return all;
  }

  private static String reasons(List<ClusterEvent> events) {
    for (ClusterEvent event : events) {
      if (event instanceof ClusterEvent.Rejected rejected) {
        return ": " + rejected.subject() + ": " + rejected.reason();
      }
    }
    return "";
  }

  private NodeIo node() throws IOException {
    return Wiring.node(settings.agent().common().runServiceProxy(), environment);
  }

  private ExitCode run() throws IOException, InterruptedException {
    var common = settings.agent().common();
    if (!common.runFirewall() && !common.runServiceProxy() && !common.runRouter()) {
      err.println("Router, firewall and service proxy are all off: nothing to do");
      return ExitCode.DONE;
    }
    NodeAgent agent = new NodeAgent(settings.agent(), nodeName(), cniConf(), source(), node());
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  agent.close();
                  try {
                    main.join(2000);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
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

  private ExitCode plan() throws IOException, InterruptedException {
    PlanSession session = new PlanSession(settings.agent());
    if (settings.offline()) {
      ClusterModel model = session.offline(events(), nodeName(), cniConf());
      Plan plan = new Planner(model.desired(), new Observed()).full();
      return show(session, model, plan);
    }
    NodeIo io = node();
    ClusterModel model = session.online(events(), nodeName(), cniConf(), io);
    return show(session, model, session.plan(model, io));
  }

  private ExitCode verify() throws IOException, InterruptedException {
    PlanSession session = new PlanSession(settings.agent());
    NodeIo io = node();
    ClusterModel model = session.online(events(), nodeName(), cniConf(), io);
    return show(session, model, session.plan(model, io));
  }

  private ExitCode show(PlanSession session, ClusterModel model, Plan plan) {
    DesiredText desired = new DesiredText(model.desired());
    if (!settings.output().equals("json")) {
      for (Note note : session.notes()) {
        err.println("note: " + note.subject() + ": " + note.text());
      }
    }
    out.print(
        switch (settings.output()) {
          case "json" -> PlanJson.format(plan, session.notes());
          case "ipvsadm-save" -> desired.ipvsadmSave();
          case "iptables-save" -> desired.iptablesSave(IpFamily.IPV4);
          case "ip6tables-save" -> desired.iptablesSave(IpFamily.IPV6);
          case "ipset-save" -> desired.ipsetSave();
          case "routes" -> desired.routes();
          case "bgp" -> desired.bgp();
          default -> plan.isEmpty() ? "nothing to do\n" : PlanText.format(plan);
        });
    return plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_PENDING;
  }

  private ExitCode cleanup() throws IOException {
    NodeIo io = node();
    Plan plan = new PlanSession(settings.agent()).cleanup(io);
    Ledger ledger = Ledger.open(io.stateFolder());
    Observed observed = new NodeObserver(io, settings.agent(), ledger).observe(new DesiredState());
    List<PlanApplier.Failure> failures =
        new PlanApplier(io, ledger, BgpPlane.SILENT).apply(plan, observed);
    out.print(plan.isEmpty() ? "nothing to do\n" : PlanText.format(plan));
    failures.forEach(f -> err.println("error: " + f.step().reason() + ": " + f.message()));
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
  }
}
