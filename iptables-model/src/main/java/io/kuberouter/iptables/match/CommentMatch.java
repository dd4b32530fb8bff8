package io.kuberouter.iptables.match;

/** {@code -m comment}: a remark, up to 256 bytes; matches always. */
public record CommentMatch(String comment) implements Match {}
