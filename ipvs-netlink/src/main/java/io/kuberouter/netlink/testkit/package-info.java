/**
 * For tests: a kernel that answers as the test says. Reading order: {@link ScriptedTransport},
 * {@link Datagram}, {@link Faults}.
 */
@NullMarked
package io.kuberouter.netlink.testkit;

import org.jspecify.annotations.NullMarked;
