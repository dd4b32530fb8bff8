package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.MaskedValue;

/**
 * {@code -j TOS}: changes the type of service field.
 *
 * @param tos clears the bits of the mask, then XORs the value
 */
public record TosTarget(MaskedValue tos) implements Target {}
