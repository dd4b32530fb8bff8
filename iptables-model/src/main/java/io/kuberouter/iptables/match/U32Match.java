package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m u32}: comparisons of 4-byte words anywhere in the packet.
 *
 * @param tests as {@code 0x6&0xff=0x1:0x2}, joined by {@code &&}; numbers in hexadecimal, no blanks
 */
public record U32Match(Negatable<String> tests) implements Match {}
