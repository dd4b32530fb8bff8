/**
 * For tests of programs that use nftables: a fake of the kernel, and rulesets by seed. Reading
 * order: {@link FakeNftables}, {@link NftCorpus}. Needs no test framework.
 */
@NullMarked
package io.kuberouter.nftables.testkit;

import org.jspecify.annotations.NullMarked;
