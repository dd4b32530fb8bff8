package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.InterfacePattern;
import java.net.InetAddress;
import java.util.Optional;

/**
 * {@code -j TEE}: sends a copy to another machine, and goes on.
 *
 * @param gateway on a link of this machine
 * @param iface to send it by
 */
public record TeeTarget(InetAddress gateway, Optional<InterfacePattern> iface) implements Target {}
