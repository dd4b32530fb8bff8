/**
 * For tests of what uses this module: a strict fake of the kernel's packet filter, and seeded
 * rulesets and packets. Reading order: {@link FakeNetfilter}, {@link RulesetCorpus}, {@link
 * PacketCorpus}. Depends on no test framework.
 */
@NullMarked
package io.kuberouter.iptables.testkit;

import org.jspecify.annotations.NullMarked;
