package io.kuberouter.cli.config;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.config.PolicyOptions;
import io.kuberouter.sync.config.ProxyOptions;
import io.kuberouter.sync.config.RouterOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private SettingsParser() {}

  /**
   * Parses the arguments.
   *
   * @throws UsageException when one is unknown or impossible
   */
  public static Settings parse(List<String> arguments) throws UsageException {
    SettingsParser parser = new SettingsParser();
    parser.read(arguments);
    return parser.settings();
  }

  private static Flags.Flag flag(String name) throws UsageException {
    Flags.Flag flag = Flags.ORIGINAL.getOrDefault(name, Flags.OURS.get(name));
    if (flag == null) {
      throw new UsageException("unknown flag: --" + name);
    }
    return flag;
  }

  private void read(List<String> arguments) throws UsageException {
    int at = 0;
    while (at < arguments.size()) {
      String argument = arguments.get(at++);
      String name;
      String value = null;
      if (argument.equals("--")) {
        words.addAll(arguments.subList(at, arguments.size()));
        return;
      } else if (argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
        value = equals < 0 ? null : argument.substring(equals + 1);
      } else if (argument.startsWith("-") && argument.length() > 1) {
        String found = Flags.SHORT.get(argument.charAt(1));
        if (found == null) {
          throw new UsageException("unknown short flag: " + argument);
        }
        name = found;
        String rest = argument.substring(2);
        value = rest.isEmpty() ? null : rest.startsWith("=") ? rest.substring(1) : rest;
      } else {
        words.add(argument);
        continue;
      }
      Flags.Flag flag = flag(name);
      if (value == null) {
        if (flag.type() == Flags.Type.BOOL) {
          value = "true";
        } else if (at < arguments.size()) {
          value = arguments.get(at++);
        } else {
          throw new UsageException("flag needs an argument: --" + name);
        }
      }
      List<String> values = given.computeIfAbsent(name, n -> new ArrayList<>());
      if (flag.type() == Flags.Type.LIST) {
        values.addAll(value.isEmpty() ? List.of() : List.of(value.split(",", -1)));
      } else {
        values.clear();
        values.add(value);
      }
    }
  }

  private String text(String name) throws UsageException {
    List<String> values = given.getOrDefault(name, List.of());
    return values.isEmpty() ? flag(name).otherwise() : values.get(0);
  }

  private static UsageException bad(String name, String value, String expected) {
    return new UsageException(
        "invalid argument \"" + value + "\" for --" + name + ": expected " + expected);
  }

  private boolean bool(String name) throws UsageException {
    String text = text(name);
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw bad(name, text, "true or false");
    };
  }

  private long number(String name, long least, long most) throws UsageException {
    return number(name, text(name), least, most);
  }

  private static long number(String name, String text, long least, long most)
      throws UsageException {
    try {
      long value = Long.decode(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(name, text, "a number from " + least + " to " + most);
  }

  private Duration duration(String name) throws UsageException {
    try {
      return GoDuration.parse(text(name));
    } catch (IllegalArgumentException e) {
      throw bad(name, text(name), String.valueOf(e.getMessage()));
    }
  }

  private List<String> list(String name) throws UsageException {
    if (given.containsKey(name)) {
      return given.getOrDefault(name, List.of());
    }
    String otherwise = flag(name).otherwise();
    return otherwise.isEmpty() ? List.of() : List.of(otherwise.split(","));
  }

  private List<Cidr> cidrs(String name) throws UsageException {
    List<Cidr> cidrs = new ArrayList<>();
    for (String text : list(name)) {
      try {
        cidrs.add(Cidr.parse(text));
      } catch (IllegalArgumentException e) {
        throw bad(name, text, "a CIDR such as 10.96.0.0/12");
      }
    }
    return cidrs;
  }

  private Settings settings() throws UsageException {
    String command = words.isEmpty() ? "run" : words.get(0);
    if (words.size() > 1 || !COMMANDS.contains(command)) {
      throw new UsageException(
          "unexpected argument \""
              + words.get(words.size() - 1)
              + "\"; the commands are run, plan, verify and cleanup");
    }
    if (bool("cleanup-config")) {
      command = "cleanup";
    }
    String output = text("output");
    if (!OUTPUTS.contains(output)) {
      throw bad("output", output, "one of " + OUTPUTS.stream().sorted().toList());
    }
    List<String> notes = new ArrayList<>();
    for (String name : given.keySet()) {
      checkType(flag(name));
      if (!flag(name).honoured() && !text(name).equals(flag(name).otherwise())) {
        notes.add("--" + name + " is not honoured by this version yet");
      }
    }
    if (given.containsKey("peer-router-passwords")
        || given.containsKey("peer-router-passwords-file")) {
      throw new UsageException(
          "--peer-router-passwords: TCP MD5 is not supported yet; a session without the password"
              + " would only fail");
    }
    String manifests = text("manifests");
    AgentOptions agent = new AgentOptions(common(), proxy(), policy(), router());
    return new Settings(
        command,
        agent,
        manifests.isEmpty() ? Optional.empty() : Optional.of(manifests),
        text("kubeconfig"),
        text("master"),
        duration("cache-sync-timeout"),
        text("health-addr"),
        (int) number("health-port", 0, 65535),
        bool("offline"),
        output,
        bool("help"),
        bool("version"),
        (int) number("v", -100, 100),
        notes);
  }

  /** A value that no type allows is an error even where nothing is done with it. */
  private void checkType(Flags.Flag flag) throws UsageException {
    switch (flag.type()) {
      case BOOL -> bool(flag.name());
      case UINT -> number(flag.name(), 0, 0xffffffffL);
      case DURATION -> duration(flag.name());
      case STRING, LIST -> {}
    }
  }

  private CommonOptions common() throws UsageException {
    List<Cidr> cluster = cidrs("service-cluster-ip-range");
    if (cluster.isEmpty() || cluster.size() > 2) {
      throw bad("service-cluster-ip-range", cluster.toString(), "one or two CIDRs");
    }
    boolean four = bool("enable-ipv4");
    boolean six = bool("enable-ipv6");
    for (String name :
        List.of("service-cluster-ip-range", "service-external-ip-range", "loadbalancer-ip-range")) {
      for (Cidr cidr : cidrs(name)) {
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
    Matcher ports = PORTS.matcher(text("service-node-port-range"));
    if (!ports.matches()) {
      throw bad("service-node-port-range", text("service-node-port-range"), "first-last");
    }
    int first = (int) number("service-node-port-range", ports.group(1), 0, 65535);
    int last = (int) number("service-node-port-range", ports.group(2), first + 1L, 65535);
    return new CommonOptions(
        text("hostname-override"),
        four,
        six,
        bool("run-router"),
        bool("run-firewall"),
        bool("run-service-proxy"),
        bool("run-loadbalancer"),
        cluster,
        cidrs("service-external-ip-range"),
        cidrs("loadbalancer-ip-range"),
        bool("strict-external-ip-validation"),
        first,
        last);
  }

  private ProxyOptions proxy() throws UsageException {
    return new ProxyOptions(
        bool("masquerade-all"),
        bool("hairpin-mode"),
        bool("nodeport-bindon-all-ip"),
        bool("ipvs-permit-all"),
        bool("ipvs-graceful-termination"),
        duration("ipvs-graceful-period"),
        duration("ipvs-sync-period"),
        duration("service-tcp-timeout"),
        duration("service-tcpfin-timeout"),
        duration("service-udp-timeout"),
        cidrs("excluded-cidrs"));
  }

  private PolicyOptions policy() throws UsageException {
    return new PolicyOptions(
        duration("iptables-sync-period"),
        bool("netpol-default-deny"),
        bool("use-nftables-for-netpol"));
  }

  private RouterOptions router() throws UsageException {
    long asn = number("cluster-asn", 0, 4294967294L);
    boolean privateAsn = asn == 0 || (asn >= 64512 && asn <= 65535) || asn >= 4200000000L;
    if (!privateAsn) {
      throw bad("cluster-asn", Long.toString(asn), "64512-65535 or 4200000000-4294967294");
    }
    Duration hold = duration("bgp-holdtime");
    if (hold.toSeconds() < 3 || hold.toSeconds() > 65535) {
      throw bad("bgp-holdtime", text("bgp-holdtime"), "3s to 65535s");
    }
    Duration restart = duration("bgp-graceful-restart-time");
    if (bool("bgp-graceful-restart") && (restart.toSeconds() < 1 || restart.toSeconds() > 4095)) {
      throw bad("bgp-graceful-restart-time", text("bgp-graceful-restart-time"), "1s to 4095s");
    }
    if (!text("overlay-encap").equals("ipip")) {
      throw bad("overlay-encap", text("overlay-encap"), "ipip (fou is not supported yet)");
    }
    return new RouterOptions(
        asn == 0 ? 64512 : asn,
        bool("enable-ibgp"),
        bool("nodes-full-mesh"),
        bool("enable-cni"),
        bool("enable-overlay"),
        text("overlay-type"),
        text("overlay-encap"),
        (int) number("overlay-encap-port", 1024, 65535),
        bool("enable-pod-egress"),
        bool("auto-mtu"),
        bool("advertise-pod-cidr"),
        bool("advertise-cluster-ip"),
        bool("advertise-external-ip"),
        bool("advertise-loadbalancer-ip"),
        bool("override-nexthop"),
        text("router-id"),
        (int) number("bgp-port", 1, 65535),
        hold,
        bool("bgp-graceful-restart"),
        restart,
        (int) number("peer-router-multihop-ttl", 0, 255),
        peers(),
        duration("routes-sync-period"),
        duration("injected-routes-sync-period"));
  }

  private List<RouterOptions.Peer> peers() throws UsageException {
    List<String> ips = list("peer-router-ips");
    List<String> asns = list("peer-router-asns");
    List<String> ports = list("peer-router-ports");
    if (ips.size() != asns.size() || (!ports.isEmpty() && ports.size() != ips.size())) {
      throw new UsageException(
          "--peer-router-ips, --peer-router-asns and --peer-router-ports (if given) must be of one"
              + " length");
    }
    List<RouterOptions.Peer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      InetAddress address;
      try {
        address = IpText.parse(ips.get(i).strip());
      } catch (IllegalArgumentException e) {
        throw bad("peer-router-ips", ips.get(i), "an IP address");
      }
      long asn = number("peer-router-asns", asns.get(i), 1, 4294967294L);
      if (asn == 23456 || (asn >= 64000 && asn <= 64511) || (asn >= 65535 && asn <= 131071)) {
        throw bad("peer-router-asns", asns.get(i), "an AS number that is not reserved");
      }
      int port = ports.isEmpty() ? 179 : (int) number("peer-router-ports", ports.get(i), 1, 65535);
      peers.add(new RouterOptions.Peer(address, asn, port, Optional.empty()));
    }
    return peers;
  }
}
