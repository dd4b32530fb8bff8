package io.kuberouter.conntrack;

import io.kuberouter.ipvs.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Arguments of {@code conntrack}. */
final class ConntrackCommand {

  private ConntrackCommand() {}

  /** {@return what makes a flow} */
  static List<String> insert(Flow flow) {
    FlowTuple to = flow.original();
    FlowTuple back = flow.reply();
    List<String> out = new ArrayList<>(List.of("conntrack", "-I"));
    out.addAll(List.of("-t", "" + flow.timeoutSeconds().orElseThrow()));
    out.addAll(List.of("-s", Addresses.format(to.source())));
    out.addAll(List.of("-d", Addresses.format(to.destination())));
    out.addAll(List.of("-r", Addresses.format(back.source())));
    out.addAll(List.of("-q", Addresses.format(back.destination())));
    if (to.ends() instanceof FlowTuple.Icmp icmp) {
      String name = to.ipv6() ? "icmpv6" : "icmp";
      out.addAll(List.of("-p", name, "--" + name + "-type", "" + icmp.type()));
      out.addAll(List.of("--" + name + "-code", "" + icmp.code()));
      out.addAll(List.of("--" + name + "-id", "" + icmp.id()));
    } else {
      out.addAll(List.of("-p", to.protocol() == 6 ? "tcp" : "udp"));
      out.addAll(List.of("--sport", "" + to.sourcePort(), "--dport", "" + to.destinationPort()));
      out.addAll(List.of("--reply-port-src", "" + back.sourcePort()));
      out.addAll(List.of("--reply-port-dst", "" + back.destinationPort()));
    }
    flow.tcpState().ifPresent(state -> out.addAll(List.of("--state", state.name())));
    if (!flow.status().isEmpty()) {
      out.add("-u");
      out.add(flow.status().stream().map(Enum::name).collect(Collectors.joining(",")));
    }
    out.addAll(List.of("-m", "" + flow.mark())); // behind -u, which writes over it
    if (flow.zone() != 0) {
      out.addAll(List.of("-w", "" + flow.zone()));
    }
    return out;
  }
}
