package io.kuberouter.ipset;

/**
 * One element of a set.
 *
 * @param text as {@code ipset save} prints it: {@code 10.96.0.1,tcp:443}
 */
public record SetElement(String text, boolean nomatch) {}
