package io.kuberouter.iptables.match;

/**
 * {@code -m rpfilter}: whether the answer would leave by the interface the packet came from.
 *
 * @param loose whether any interface will do
 * @param validMark whether the mark counts in the look-up
 * @param acceptLocal whether own addresses may come from outside
 * @param invert whether what fails matches
 */
public record RpfilterMatch(boolean loose, boolean validMark, boolean acceptLocal, boolean invert)
    implements Match {}
