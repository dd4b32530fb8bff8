/**
 * For tests: a kernel that answers as the test says. Reading order: {@link ScriptedTransport},
 * {@link Datagram}, {@link Faults}, {@link EventQueue}.
 */
@NullMarked
package io.kuberouter.netlink.testkit;

import org.jspecify.annotations.NullMarked;
