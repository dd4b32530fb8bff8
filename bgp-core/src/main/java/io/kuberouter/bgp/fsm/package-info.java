/**
 * The session's state machine (RFC 4271 section 8): a pure function. Reading order: {@link
 * SessionState}, {@link SessionEvent}, {@link SessionFsm}.
 */
@NullMarked
package io.kuberouter.bgp.fsm;

import org.jspecify.annotations.NullMarked;
