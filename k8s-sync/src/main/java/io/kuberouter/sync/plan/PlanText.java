package io.kuberouter.sync.plan;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps as the commands that an administrator would type. */
public final class PlanText {

  private PlanText() {}

  /** {@return the plan for people: a line for each command, with the reason behind it} */
  public static String format(Plan plan) {
    StringBuilder out = new StringBuilder();
    for (PlanStep step : plan.steps()) {
      for (Line line : lines(step)) {
        out.append(line.command).append("  # ").append(line.reason).append('\n');
      }
    }
    return out.toString();
  }

  /** A command, and the object that asks for it. */
  private record Line(String command, String reason) {}

  private static List<Line> lines(PlanStep step) {
    return step.change() instanceof PlanStep.EditTable edit
        ? edit(edit)
        : commands(step.change()).stream().map(c -> new Line(c, step.reason())).toList();
  }

  /** {@return the commands of one change, in order} */
  public static List<String> commands(PlanStep.Change change) {
    if (change instanceof PlanStep.Create create) {
      return create(create.item());
    } else if (change instanceof PlanStep.Update update) {
      return update(update.to());
    } else if (change instanceof PlanStep.Delete delete) {
      return List.of(delete(delete.item()));
    } else if (change instanceof PlanStep.ForgetFlows forget) {
      return List.of("conntrack -D " + forget.flows());
    } else if (change instanceof PlanStep.EditTable edit) {
      return edit(edit).stream().map(Line::command).toList();
    }
    throw new AssertionError(change);
  }

  private static List<Line> edit(PlanStep.EditTable change) {
    String tool =
        (change.family() == IpFamily.IPV6 ? "ip6tables -t " : "iptables -t ")
            + change.edits().table();
    List<Line> lines = new ArrayList<>();
    for (String chain : change.edits().createChains()) {
      lines.add(line(change, chain, tool + " -N " + chain));
    }
    change
        .edits()
        .chainEdits()
        .forEach(
            (chain, edits) -> {
              List<String> reasons = change.editReasons().getOrDefault(chain, List.of());
              for (int i = 0; i < edits.size(); i++) {
                String command = tool + command(chain, edits.get(i));
                lines.add(
                    i < reasons.size()
                        ? new Line(command, reasons.get(i))
                        : line(change, chain, command));
              }
            });
    for (String chain : change.edits().deleteChains()) {
      lines.add(line(change, chain, tool + " -F " + chain));
    }
    for (String chain : change.edits().deleteChains()) {
      lines.add(line(change, chain, tool + " -X " + chain));
    }
    return lines;
  }

  private static Line line(PlanStep.EditTable change, String chain, String command) {
    return new Line(command, change.reasons().getOrDefault(chain, "base"));
  }

  private static String command(String chain, Edit edit) {
    return edit instanceof Edit.Insert insert
        ? " -I " + chain + " " + insert.position() + " " + RuleText.format(insert.rule())
        : " -D " + chain + " " + ((Edit.Delete) edit).position();
  }

  private static List<String> create(Item item) {
    if (item instanceof Item.KernelModule m) {
      return List.of("modprobe " + m.name());
    } else if (item instanceof Item.Device d) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "ip link add name "
              + d.name()
              + mtu(d)
              + " type "
              + d.kind()
              + d.tunnelLocal().map(a -> " local " + IpText.format(a)).orElse("")
              + d.tunnelRemote().map(a -> " remote " + IpText.format(a)).orElse(""));
      lines.add("ip link set " + d.name() + " up");
      return lines;
    } else if (item instanceof Item.IpSet s) {
      return List.of(
          "ipset create "
              + s.name()
              + " "
              + s.type()
              + (s.family() == IpFamily.IPV6 ? " family inet6" : "")
              + " timeout 0");
    } else if (item instanceof Item.SetEntry e) {
      return List.of(
          "ipset add "
              + e.set()
              + " "
              + e.element()
              + " timeout 0"
              + (e.nomatch() ? " nomatch" : ""));
    } else if (item instanceof Item.IpvsService s) {
      return List.of(IpvsadmSave.command(new IpvsChange.AddService(s.service())));
    } else if (item instanceof Item.IpvsServer s) {
      return List.of(IpvsadmSave.command(new IpvsChange.AddServer(s.service(), s.server())));
    } else if (item instanceof Item.Address a) {
      return List.of("ip address add " + address(a));
    } else if (item instanceof Item.PolicyRule r) {
      return List.of("ip " + (r.ipv6() ? "-6 " : "") + "rule add " + rule(r));
    } else if (item instanceof Item.BgpPeer p) {
      return List.of(
          "bgp neighbor "
              + IpText.format(p.config().address())
              + " remote-as "
              + p.config().remoteAsn());
    } else if (item instanceof Item.BgpRoute r) {
      return List.of("bgp announce " + r.prefix() + " next-hop " + IpText.format(r.nextHop()));
    } else if (item instanceof Item.Route r && r.yields()) {
      return List.of(ip(r) + "route add " + route(r));
    }
    return update(item);
  }

  private static List<String> update(Item item) {
    if (item instanceof Item.IpSet) {
      return List.of(delete(item), create(item).get(0));
    } else if (item instanceof Item.Sysctl s) {
      return List.of("sysctl -w " + s.path() + "=" + s.value());
    } else if (item instanceof Item.CniConf c) {
      return List.of(
          "edit "
              + c.path()
              + ": pod ranges "
              + c.podCidrs()
              + c.mtu().map(m -> ", mtu " + m).orElse(""));
    } else if (item instanceof Item.Timeouts t) {
      return List.of(
          "ipvsadm --set "
              + t.timeouts().tcpSeconds()
              + " "
              + t.timeouts().tcpFinSeconds()
              + " "
              + t.timeouts().udpSeconds());
    } else if (item instanceof Item.Route r) {
      return List.of(ip(r) + "route replace " + route(r));
    } else if (item instanceof Item.IpvsService s) {
      return List.of(IpvsadmSave.command(new IpvsChange.SetService(s.service())));
    } else if (item instanceof Item.IpvsServer s) {
      return List.of(IpvsadmSave.command(new IpvsChange.SetServer(s.service(), s.server())));
    } else if (item instanceof Item.Device d) {
      List<String> lines = new ArrayList<>();
      d.mtu().ifPresent(m -> lines.add("ip link set " + d.name() + " mtu " + m));
      lines.add("ip link set " + d.name() + " up");
      return lines;
    } else if (item instanceof Item.Address a) {
      return List.of("ip address replace " + address(a));
    } else if (item instanceof Item.BgpRoute r) {
      return List.of("bgp announce " + r.prefix() + " next-hop " + IpText.format(r.nextHop()));
    }
    throw new AssertionError(item);
  }

  private static String delete(Item item) {
    if (item instanceof Item.Device d) {
      return "ip link delete " + d.name();
    } else if (item instanceof Item.IpSet s) {
      return "ipset destroy " + s.name();
    } else if (item instanceof Item.SetEntry e) {
      return "ipset del " + e.set() + " " + e.element();
    } else if (item instanceof Item.IpvsService s) {
      return IpvsadmSave.command(new IpvsChange.DeleteService(s.service().key()));
    } else if (item instanceof Item.IpvsServer s) {
      return IpvsadmSave.command(new IpvsChange.DeleteServer(s.service(), s.server().key()));
    } else if (item instanceof Item.Address a) {
      return "ip address del " + address(a);
    } else if (item instanceof Item.Route r) {
      return ip(r) + "route del " + route(r);
    } else if (item instanceof Item.PolicyRule r) {
      return "ip " + (r.ipv6() ? "-6 " : "") + "rule del " + rule(r);
    } else if (item instanceof Item.BgpPeer p) {
      return "bgp no neighbor " + IpText.format(p.config().address());
    } else if (item instanceof Item.BgpRoute r) {
      return "bgp withdraw " + r.prefix();
    }
    throw new AssertionError(item);
  }

  private static String mtu(Item.Device device) {
    return device.mtu().map(m -> " mtu " + m).orElse("");
  }

  private static String address(Item.Address a) {
    return IpText.format(a.address())
        + "/"
        + a.length()
        + " dev "
        + a.device()
        + (a.scope() == 253 ? " scope link" : "");
  }

  private static String ip(Item.Route route) {
    return route.destination().isIpv6() ? "ip -6 " : "ip ";
  }

  /** {@return a route as {@code ip route} takes it} */
  public static String route(Item.Route r) {
    Optional<InetAddress> source = r.source();
    boolean host = r.destination().length() == (r.destination().isIpv6() ? 128 : 32);
    return (r.type() == 2 ? "local " : "")
        + (host ? IpText.format(r.destination().network()) : r.destination().toString())
        + r.gateway().map(g -> " via " + IpText.format(g)).orElse("")
        + (r.device().isEmpty() ? "" : " dev " + r.device())
        + " proto "
        + (r.protocol() == 2 ? "kernel" : r.protocol() == 3 ? "boot" : r.protocol())
        + (r.scope() == 254 ? " scope host" : "")
        + source.map(s -> " src " + IpText.format(s)).orElse("")
        + (r.metric() == 0 ? "" : " metric " + r.metric())
        + " table "
        + (r.table() == 255 ? "local" : r.table() == 254 ? "main" : r.table());
  }

  private static String rule(Item.PolicyRule r) {
    return "from "
        + r.source().map(Object::toString).orElse("all")
        + (r.priority() == 0 ? "" : " priority " + r.priority())
        + " lookup "
        + r.table();
  }
}
