/**
 * A fake of the kernel's sets for tests, without a test framework. Reading order: {@link
 * FakeIpSetClient}, {@code SetRules}, {@code EntryRules}. Depends on the client's interface and the
 * values.
 */
@NullMarked
package io.kuberouter.netfilter.ipset.testkit;

import org.jspecify.annotations.NullMarked;
