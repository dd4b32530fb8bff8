package io.kuberouter.sync.config;

/**
 * All options of the agent. The flag table is in {@code docs/flags.md}.
 *
 * @param common what several parts read
 * @param proxy the service proxy
 * @param policy network policy
 * @param router routing and BGP
 */
public record AgentOptions(
    CommonOptions common, ProxyOptions proxy, PolicyOptions policy, RouterOptions router) {

  /** The values that the flags have when none is given. */
  public static final AgentOptions DEFAULTS =
      new AgentOptions(
          CommonOptions.DEFAULTS,
          ProxyOptions.DEFAULTS,
          PolicyOptions.DEFAULTS,
          RouterOptions.DEFAULTS);
}
