package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** BFD sessions that somebody runs: on a thread of their own, or in virtual time. */
public interface BfdSessions extends AutoCloseable {

  /** Begins to run sessions, none at first. */
  @FunctionalInterface
  interface Starter {

    /**
     * {@return sessions that tell a listener}
     *
     * @throws IOException when the system refuses, for example because another BFD listens already
     */
    BfdSessions start(BfdListener listener) throws IOException;
  }

  /**
   * Adds a session, or changes the parameters of the one with that neighbour.
   *
   * @return fails with an {@link IOException} when the transport refuses, for example the local
   *     address
   */
  CompletableFuture<Void> add(BfdNeighbor neighbor);

  /** Takes the session with a neighbour away; the neighbour is told AdminDown. */
  void remove(InetAddress neighbor);

  /** Holds the session with a neighbour down, or lets it come up again. */
  void enable(InetAddress neighbor, boolean enabled);

  /** {@return the sessions, by neighbour} */
  CompletableFuture<List<BfdStatus>> status();

  /** Tells every neighbour AdminDown and ends. */
  @Override
  void close();
}
