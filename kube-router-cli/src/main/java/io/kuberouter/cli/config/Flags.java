package io.kuberouter.cli.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of the original, one line each: name, type, default, and whether it is honoured. */
final class Flags {

  enum Type {
    BOOL,
    STRING,
    UINT,
    LIST,
    DURATION
  }

  /**
   * One flag.
   *
   * @param honoured whether this version acts on it
   */
  record Flag(String name, Type type, String otherwise, boolean honoured) {}

  private static final String TABLE =
      """
      advertise-cluster-ip BOOL false y
      advertise-external-ip BOOL false y
      advertise-loadbalancer-ip BOOL false y
      advertise-pod-cidr BOOL true y
      auto-mtu BOOL true y
      bfd-desired-min-tx-interval UINT 1000 y
      bfd-detection-multiplier UINT 3 y
      bfd-port UINT 3784 y
      bfd-required-min-rx-interval UINT 1000 y
      bgp-graceful-restart BOOL false y
      bgp-graceful-restart-deferral-time DURATION 6m0s y
      bgp-graceful-restart-time DURATION 1m30s y
      bgp-holdtime DURATION 1m30s y
      bgp-port UINT 179 y
      cache-sync-timeout DURATION 1m0s y
      cleanup-config BOOL false y
      cluster-asn UINT 0 y
      disable-source-dest-check BOOL true n
      enable-bfd BOOL false y
      enable-cni BOOL true y
      enable-ibgp BOOL true y
      enable-ipv4 BOOL true y
      enable-ipv6 BOOL false y
      enable-overlay BOOL true y
      enable-pod-egress BOOL true y
      enable-pprof BOOL false n
      excluded-cidrs LIST - y
      gobgp-admin-address STRING 127.0.0.1 n
      gobgp-admin-port UINT 50051 n
      hairpin-mode BOOL false y
      health-addr STRING - y
      health-port UINT 20244 y
      help BOOL false y
      hostname-override STRING - y
      injected-routes-sync-period DURATION 1m0s y
      iptables-sync-period DURATION 5m0s y
      ipvs-graceful-period DURATION 30s y
      ipvs-graceful-termination BOOL false y
      ipvs-permit-all BOOL true y
      ipvs-sync-period DURATION 5m0s y
      kubeconfig STRING - y
      loadbalancer-default-class BOOL true n
      loadbalancer-ip-range LIST - y
      loadbalancer-sync-period DURATION 1m0s n
      masquerade-all BOOL false y
      master STRING - y
      metrics-addr STRING - n
      metrics-path STRING /metrics n
      metrics-port UINT 0 n
      netpol-default-deny BOOL false y
      nodeport-bindon-all-ip BOOL false y
      nodes-full-mesh BOOL true y
      overlay-encap STRING ipip y
      overlay-encap-port UINT 5555 n
      overlay-type STRING subnet y
      override-nexthop BOOL false y
      peer-router-asns LIST - y
      peer-router-ips LIST - y
      peer-router-multihop-ttl UINT 0 y
      peer-router-passwords LIST - y
      peer-router-passwords-file STRING - y
      peer-router-ports LIST - y
      router-id STRING - y
      routes-sync-period DURATION 5m0s y
      run-firewall BOOL true y
      run-loadbalancer BOOL false n
      run-router BOOL true y
      run-service-proxy BOOL true y
      runtime-endpoint STRING - n
      service-cluster-ip-range LIST 10.96.0.0/12 y
      service-external-ip-range LIST - y
      service-node-port-range STRING 30000-32767 y
      service-tcp-timeout DURATION 0s y
      service-tcpfin-timeout DURATION 0s y
      service-udp-timeout DURATION 0s y
      strict-external-ip-validation BOOL true y
      use-nftables-for-netpol BOOL false n
      v STRING 0 y
      version BOOL false y
      """;

  /** All flags of the original by name. */
  static final Map<String, Flag> ORIGINAL = parse(TABLE);

  /** Our own options. */
  static final Map<String, Flag> OURS =
      parse(
          """
          manifests STRING - y
          offline BOOL false y
          output STRING text y
          """);

  /** Short forms. */
  static final Map<Character, String> SHORT =
      Map.of('h', "help", 'V', "version", 'v', "v", 'o', "output");

  private Flags() {}

  private static Map<String, Flag> parse(String table) {
    Map<String, Flag> flags = new LinkedHashMap<>();
    for (String line : table.strip().split("\n", -1)) {
      String[] w = line.strip().split(" ", -1);
      String otherwise = w[2].equals("-") ? "" : w[2];
      flags.put(w[0], new Flag(w[0], Type.valueOf(w[1]), otherwise, w[3].equals("y")));
    }
    return Collections.unmodifiableMap(flags);
  }
}
