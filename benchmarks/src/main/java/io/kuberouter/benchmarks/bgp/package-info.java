/**
 * How fast a BGP speaker passes routes on: a feeder and a sink on plain sockets, which know just
 * enough of the protocol to be faster than what they measure. They use nothing of {@code bgp-core},
 * so that every speaker, ours too, stands before the same stranger.
 *
 * <p>Reading order: {@link UpdateStream}, {@link RawSession}, {@link FeedToSink}.
 */
@NullMarked
package io.kuberouter.benchmarks.bgp;

import org.jspecify.annotations.NullMarked;
