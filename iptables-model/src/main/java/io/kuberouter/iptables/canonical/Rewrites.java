package io.kuberouter.iptables.canonical;

import java.util.List;
import java.util.stream.Stream;

/** All known changes; seen with iptables 1.8.9, legacy and nft, on Linux 6.18. */
public final class Rewrites {

  /** Of the IP header, of matches, of targets. */
  public static final List<Rewrite<?>> ALL =
      Stream.of(HeaderRewrites.ALL, MatchRewrites.ALL, TargetRewrites.ALL)
          .<Rewrite<?>>flatMap(List::stream)
          .toList();

  private Rewrites() {}
}
