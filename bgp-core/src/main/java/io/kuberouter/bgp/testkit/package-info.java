/**
 * For tests of whatever holds sessions: a speaker in virtual time, a network in memory, and a peer
 * that does what a test says. No test framework is needed.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.testkit.ManualTimers}, {@link
 * io.kuberouter.bgp.testkit.MemoryNetwork}, {@link io.kuberouter.bgp.testkit.ScriptedPeer}, {@link
 * io.kuberouter.bgp.testkit.UpdateCorpus}. Depends on all other packages.
 */
@NullMarked
package io.kuberouter.bgp.testkit;

import org.jspecify.annotations.NullMarked;
