package io.kuberouter.iptables.target;

import java.util.Optional;

/**
 * {@code -j REJECT}: refuses the packet with an answer.
 *
 * @param with the answer; where absent, that the port is unreachable
 */
public record RejectTarget(Optional<String> with) implements Target {}
