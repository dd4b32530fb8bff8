package io.kuberouter.bgp.session;

import java.util.concurrent.Executor;

/**
 * Does one thing after the other: what is given to {@link #execute} from any thread, timers, and
 * what the transport has to tell. {@link #after} and {@link #atEndOfTurn} are for the loop itself.
 */
public interface EventLoop extends Timers, Executor {

  /** Has something done whenever all that was ready has been dealt with. */
  void atEndOfTurn(Runnable hook);

  /** Makes another turn come soon, though nothing new is ready. */
  void anotherTurn();
}
