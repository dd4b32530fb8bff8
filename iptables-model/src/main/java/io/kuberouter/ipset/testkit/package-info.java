/**
 * For tests of programs that use sets: a fake of the kernel, and sets by seed. Reading order:
 * {@link FakeIpSets}, {@link SetCorpus}. Needs no test framework.
 */
@NullMarked
package io.kuberouter.ipset.testkit;

import org.jspecify.annotations.NullMarked;
