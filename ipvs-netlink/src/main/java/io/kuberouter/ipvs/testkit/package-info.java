/**
 * A fake of the kernel's IPVS for tests, without a test framework. Reading order: {@link
 * FakeIpvsClient}, {@link IpvsCorpus}. Depends on the client's interface and the values.
 */
@NullMarked
package io.kuberouter.ipvs.testkit;

import org.jspecify.annotations.NullMarked;
