package io.kuberouter.cli.config;

import io.kuberouter.sync.config.AgentOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a command line asks for.
 *
 * @param command run, plan, verify or cleanup
 * @param manifests a folder, or {@code -} for standard input; absent: the API server
 * @param kubeconfig path; empty: in the cluster
 * @param master URL of the API server, over that of the kubeconfig; may be empty
 * @param cacheSyncTimeout for the first reading of the API server
 * @param healthAddress empty: all
 * @param healthPort 0: none
 * @param output text, json, ipvsadm-save, iptables-save, ip6tables-save, ipset-save, routes, bgp
 * @param notes flags that were given and are not honoured yet
 */
public record Settings(
    String command,
    AgentOptions agent,
    Optional<String> manifests,
    String kubeconfig,
    String master,
    Duration cacheSyncTimeout,
    String healthAddress,
    int healthPort,
    boolean offline,
    String output,
    boolean help,
    boolean version,
    int verbosity,
    List<String> notes) {
  public Settings {
    notes = List.copyOf(notes);
  }
}
