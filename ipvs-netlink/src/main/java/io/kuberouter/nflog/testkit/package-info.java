/**
 * A fake of the kernel's packet log for tests, without a test framework. Reading order: {@link
 * FakeNflogReader}. Depends on the client's interface and the values.
 */
@NullMarked
package io.kuberouter.nflog.testkit;

import org.jspecify.annotations.NullMarked;
