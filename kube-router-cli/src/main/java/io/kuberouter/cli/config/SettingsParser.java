package io.kuberouter.cli.config;

import io.kuberouter.bgp.session.Secret;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.config.PeerNumbers;
import io.kuberouter.sync.config.PolicyOptions;
import io.kuberouter.sync.config.ProxyOptions;
import io.kuberouter.sync.config.RouterOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  /** The longest time that best paths may wait after a restart. */
  private static final Duration DEFERRAL = Duration.ofHours(18);

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
    AgentOptions agent = new AgentOptions(common(), proxy(), policy(), router());
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

  private RouterOptions router() throws UsageException {
    long asn = flags.number("cluster-asn", 0, 4294967294L);
    boolean privateAsn = asn == 0 || (asn >= 64512 && asn <= 65535) || asn >= 4200000000L;
    if (!privateAsn) {
      throw FlagValues.bad(
          "cluster-asn", Long.toString(asn), "64512-65535 or 4200000000-4294967294");
    }
    Duration hold = flags.duration("bgp-holdtime");
    if (hold.toSeconds() < 3 || hold.toSeconds() > 65535) {
      throw FlagValues.bad("bgp-holdtime", flags.text("bgp-holdtime"), "3s to 65535s");
    }
    Duration restart = flags.duration("bgp-graceful-restart-time");
    if (flags.bool("bgp-graceful-restart")
        && (restart.toSeconds() < 1 || restart.toSeconds() > 4095)) {
      throw FlagValues.bad(
          "bgp-graceful-restart-time", flags.text("bgp-graceful-restart-time"), "1s to 4095s");
    }
    Duration deferral = flags.duration("bgp-graceful-restart-deferral-time");
    if (flags.bool("bgp-graceful-restart")
        && (deferral.isNegative() || deferral.isZero() || deferral.compareTo(DEFERRAL) > 0)) {
      throw FlagValues.bad(
          "bgp-graceful-restart-deferral-time",
          flags.text("bgp-graceful-restart-deferral-time"),
          "more than 0s, at most 18h");
    }
    if (!flags.text("overlay-encap").equals("ipip")) {
      throw FlagValues.bad(
          "overlay-encap", flags.text("overlay-encap"), "ipip (fou is not supported yet)");
    }
    return new RouterOptions(
        asn == 0 ? 64512 : asn,
        flags.bool("enable-ibgp"),
        flags.bool("nodes-full-mesh"),
        flags.bool("enable-cni"),
        flags.bool("enable-overlay"),
        flags.text("overlay-type"),
        flags.text("overlay-encap"),
        (int) flags.number("overlay-encap-port", 1024, 65535),
        flags.bool("enable-pod-egress"),
        flags.bool("auto-mtu"),
        flags.bool("advertise-pod-cidr"),
        flags.bool("advertise-cluster-ip"),
        flags.bool("advertise-external-ip"),
        flags.bool("advertise-loadbalancer-ip"),
        flags.bool("override-nexthop"),
        flags.text("router-id"),
        (int) flags.number("bgp-port", 1, 65535),
        hold,
        flags.bool("bgp-graceful-restart"),
        restart,
        deferral,
        (int) flags.number("peer-router-multihop-ttl", 0, 255),
        peers(),
        flags.duration("routes-sync-period"),
        flags.duration("injected-routes-sync-period"));
  }

  private List<RouterOptions.Peer> peers() throws UsageException {
    List<String> ips = flags.list("peer-router-ips");
    List<String> asns = flags.list("peer-router-asns");
    List<String> ports = flags.list("peer-router-ports");
    if (ips.size() != asns.size() || (!ports.isEmpty() && ports.size() != ips.size())) {
      throw new UsageException(
          "--peer-router-ips, --peer-router-asns and --peer-router-ports (if given) must be of one"
              + " length");
    }
    List<String> passwords = passwords();
    if (!passwords.isEmpty() && passwords.size() != ips.size()) {
      throw new UsageException(
          "--peer-router-passwords has "
              + passwords.size()
              + " elements, --peer-router-ips has "
              + ips.size());
    }
    Optional<RouterOptions.Bfd> bfd = bfd();
    List<RouterOptions.Peer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      InetAddress address;
      try {
        address = IpText.parse(ips.get(i).strip());
      } catch (IllegalArgumentException e) {
        throw FlagValues.bad("peer-router-ips", ips.get(i), "an IP address");
      }
      long asn = FlagValues.number("peer-router-asns", asns.get(i), 1, 4294967294L);
      if (asn == 23456 || (asn >= 64000 && asn <= 64511) || (asn >= 65535 && asn <= 131071)) {
        throw FlagValues.bad("peer-router-asns", asns.get(i), "an AS number that is not reserved");
      }
      int port =
          ports.isEmpty()
              ? 179
              : (int) FlagValues.number("peer-router-ports", ports.get(i), 1, 65535);
      peers.add(
          new RouterOptions.Peer(
              address,
              asn,
              port,
              passwords.isEmpty() ? Optional.empty() : password(passwords.get(i)),
              Optional.empty(),
              bfd));
    }
    return peers;
  }

  /** The numbers must be right also where BFD is not enabled. */
  private Optional<RouterOptions.Bfd> bfd() throws UsageException {
    long longest = RouterOptions.Bfd.LONGEST_MILLIS;
    RouterOptions.Bfd bfd =
        new RouterOptions.Bfd(
            (int) flags.number("bfd-port", 1, 65_535),
            (int) flags.number("bfd-detection-multiplier", 1, 255),
            Duration.ofMillis(flags.number("bfd-desired-min-tx-interval", 1, longest)),
            Duration.ofMillis(flags.number("bfd-required-min-rx-interval", 1, longest)));
    return flags.bool("enable-bfd") ? Optional.of(bfd) : Optional.empty();
  }

  /** One password for each neighbour, an empty one for none; the flag before the file. */
  private List<String> passwords() throws UsageException {
    List<String> given = flags.list("peer-router-passwords");
    String file = flags.text("peer-router-passwords-file");
    if (!given.isEmpty() || file.isEmpty()) {
      return given;
    }
    try {
      return List.of(Files.readString(Path.of(file)).strip().split(",", -1));
    } catch (IOException e) {
      throw new UsageException(
          "--peer-router-passwords-file: " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static Optional<Secret> password(String base64) throws UsageException {
    try {
      return PeerNumbers.password("--peer-router-passwords", base64.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
