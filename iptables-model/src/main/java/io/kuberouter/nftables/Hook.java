package io.kuberouter.nftables;

import java.util.Optional;

/**
 * Where a base chain is called.
 *
 * @param type {@code filter}, {@code nat} or {@code route}
 * @param hook {@code prerouting}, {@code input}, {@code forward}, {@code output}, {@code
 *     postrouting}, {@code ingress}
 * @param priority among the hook's chains: the lowest is called first; {@link Priorities} has names
 * @param policy {@code accept} or {@code drop} for what no rule decides
 * @param device of an ingress hook; not told by {@code nft -j} 1.0.6
 */
public record Hook(String type, String hook, int priority, String policy, Optional<String> device) {

  /** {@return a hook that accepts what no rule decides} */
  public static Hook of(String type, String hook, int priority) {
    return new Hook(type, hook, priority, "accept", Optional.empty());
  }

  /** {@return this with another policy} */
  public Hook withPolicy(String other) {
    return new Hook(type, hook, priority, other, device);
  }
}
