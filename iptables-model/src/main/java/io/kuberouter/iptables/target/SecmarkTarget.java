package io.kuberouter.iptables.target;

/** {@code -j SECMARK}: sets the security context. */
public record SecmarkTarget(String context) implements Target {}
