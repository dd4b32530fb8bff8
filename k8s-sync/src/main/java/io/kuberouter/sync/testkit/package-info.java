/**
 * Parts for tests and simulations of the agent, without a test framework.
 *
 * <p>Reading order: {@link FakeNode}, {@link ClusterCorpus}.
 */
@NullMarked
package io.kuberouter.sync.testkit;

import org.jspecify.annotations.NullMarked;
