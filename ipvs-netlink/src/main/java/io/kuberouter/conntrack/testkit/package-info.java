/**
 * A fake of the kernel's flows for tests, without a test framework. Reading order: {@link
 * FakeConntrackClient}. Depends on the client's interfaces and the values.
 */
@NullMarked
package io.kuberouter.conntrack.testkit;

import org.jspecify.annotations.NullMarked;
