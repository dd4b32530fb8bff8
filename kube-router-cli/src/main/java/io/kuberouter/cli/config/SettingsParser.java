package io.kuberouter.cli.config;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.config.PolicyOptions;
import io.kuberouter.sync.config.ProxyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line → settings, in every form that the original takes. */
public final class SettingsParser {

  private static final Set<String> COMMANDS = Set.of("run", "plan", "verify", "cleanup");
  private static final Set<String> OUTPUTS =
      Set.of(
          "text",
          "json",
          "ipvsadm-save",
          "iptables-save",
          "ip6tables-save",
          "ipset-save",
          "routes",
          "bgp");
  private static final Pattern PORTS = Pattern.compile("([0-9]+)[:-]([0-9]+)");

  private final FlagValues flags;

  private SettingsParser(FlagValues flags) {
    this.flags = flags;
  }

  /**
   * Parses the arguments.
   *
   * @throws UsageException when one is unknown or impossible
   */
  public static Settings parse(List<String> arguments) throws UsageException {
    return new SettingsParser(FlagValues.read(arguments)).settings();
  }

  private Settings settings() throws UsageException {
    String command = flags.words().isEmpty() ? "run" : flags.words().get(0);
    if (flags.words().size() > 1 || !COMMANDS.contains(command)) {
      throw new UsageException(
          "unexpected argument \""
              + flags.words().get(flags.words().size() - 1)
              + "\"; the commands are run, plan, verify and cleanup");
    }
    if (flags.bool("cleanup-config")) {
      command = "cleanup";
    }
    String output = flags.text("output");
    if (!OUTPUTS.contains(output)) {
      throw FlagValues.bad("output", output, "one of " + OUTPUTS.stream().sorted().toList());
    }
    List<String> notes = new ArrayList<>();
    for (String name : flags.names()) {
      flags.checkType(FlagValues.flag(name));
      if (!FlagValues.flag(name).honoured()
          && !flags.text(name).equals(FlagValues.flag(name).otherwise())) {
        notes.add("--" + name + " is not honoured by this version yet");
      }
    }
    String manifests = flags.text("manifests");
    AgentOptions agent = new AgentOptions(common(), proxy(), policy(), RouterFlags.read(flags));
    return new Settings(
        command,
        agent,
        manifests.isEmpty() ? Optional.empty() : Optional.of(manifests),
        flags.text("kubeconfig"),
        flags.text("master"),
        flags.duration("cache-sync-timeout"),
        flags.text("health-addr"),
        (int) flags.number("health-port", 0, 65535),
        flags.bool("offline"),
        output,
        flags.bool("help"),
        flags.bool("version"),
        (int) flags.number("v", -100, 100),
        notes);
  }

  private CommonOptions common() throws UsageException {
    List<Cidr> cluster = flags.cidrs("service-cluster-ip-range");
    if (cluster.isEmpty() || cluster.size() > 2) {
      throw FlagValues.bad("service-cluster-ip-range", cluster.toString(), "one or two CIDRs");
    }
    boolean four = flags.bool("enable-ipv4");
    boolean six = flags.bool("enable-ipv6");
    for (String name :
        List.of("service-cluster-ip-range", "service-external-ip-range", "loadbalancer-ip-range")) {
      for (Cidr cidr : flags.cidrs(name)) {
        if (cidr.isIpv6() ? !six : !four) {
          throw new UsageException(
              (cidr.isIpv6() ? "IPv6" : "IPv4")
                  + " CIDR "
                  + cidr
                  + " specified in --"
                  + name
                  + " while "
                  + (cidr.isIpv6() ? "IPv6" : "IPv4")
                  + " is disabled");
        }
      }
    }
    Matcher ports = PORTS.matcher(flags.text("service-node-port-range"));
    if (!ports.matches()) {
      throw FlagValues.bad(
          "service-node-port-range", flags.text("service-node-port-range"), "first-last");
    }
    int first = (int) FlagValues.number("service-node-port-range", ports.group(1), 0, 65535);
    int last =
        (int) FlagValues.number("service-node-port-range", ports.group(2), first + 1L, 65535);
    return new CommonOptions(
        flags.text("hostname-override"),
        four,
        six,
        flags.bool("run-router"),
        flags.bool("run-firewall"),
        flags.bool("run-service-proxy"),
        flags.bool("run-loadbalancer"),
        cluster,
        flags.cidrs("service-external-ip-range"),
        flags.cidrs("loadbalancer-ip-range"),
        flags.bool("strict-external-ip-validation"),
        first,
        last);
  }

  private ProxyOptions proxy() throws UsageException {
    return new ProxyOptions(
        flags.bool("masquerade-all"),
        flags.bool("hairpin-mode"),
        flags.bool("nodeport-bindon-all-ip"),
        flags.bool("ipvs-permit-all"),
        flags.bool("ipvs-graceful-termination"),
        flags.duration("ipvs-graceful-period"),
        flags.duration("ipvs-sync-period"),
        flags.duration("service-tcp-timeout"),
        flags.duration("service-tcpfin-timeout"),
        flags.duration("service-udp-timeout"),
        flags.cidrs("excluded-cidrs"));
  }

  private PolicyOptions policy() throws UsageException {
    return new PolicyOptions(
        flags.duration("iptables-sync-period"),
        flags.bool("netpol-default-deny"),
        flags.bool("use-nftables-for-netpol"));
  }
}
