/**
 * The finite state machine of RFC 4271 section 8, as functions: state and event in, state and
 * actions out. No socket, timer or clock.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.fsm.SessionState}, {@link
 * io.kuberouter.bgp.fsm.FsmEvent}, {@link io.kuberouter.bgp.fsm.SessionFsm}, {@link
 * io.kuberouter.bgp.fsm.Established}, {@link io.kuberouter.bgp.fsm.CollisionRule}. Depends on
 * {@code message}.
 */
@NullMarked
package io.kuberouter.bgp.fsm;

import org.jspecify.annotations.NullMarked;
