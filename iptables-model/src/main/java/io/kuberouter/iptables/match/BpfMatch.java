package io.kuberouter.iptables.match;

import java.util.Optional;

/**
 * {@code -m bpf}: a program of Berkeley packet filter.
 *
 * @param bytecode the program as numbers
 * @param objectPinned a path under {@code /sys/fs/bpf}
 */
public record BpfMatch(Optional<String> bytecode, Optional<String> objectPinned) implements Match {}
