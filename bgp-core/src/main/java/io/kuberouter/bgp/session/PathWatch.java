package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.engine.BfdAction;
import io.kuberouter.bgp.bfd.session.BfdSessions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BFD for the neighbours that want it: begins with the first one, so that a speaker without BFD
 * needs no socket for it. On the event loop.
 */
final class PathWatch {

  private static final Logger LOG = LoggerFactory.getLogger(PathWatch.class);

  private final EventLoop loop;
  private final BfdSessions.Starter starter;
  private final BiConsumer<InetAddress, BfdAction.StateChanged> told;
  private final BiConsumer<InetAddress, String> refused;
  private final Set<InetAddress> watched = new HashSet<>();
  private @Nullable BfdSessions sessions;

  /**
   * Creates a watch of nobody.
   *
   * @param told hears what sessions do, on the loop
   * @param refused hears why a neighbour is not watched, on the loop
   */
  PathWatch(
      EventLoop loop,
      BfdSessions.Starter starter,
      BiConsumer<InetAddress, BfdAction.StateChanged> told,
      BiConsumer<InetAddress, String> refused) {
    this.loop = loop;
    this.starter = starter;
    this.told = told;
    this.refused = refused;
  }

  /** Watches the path to a neighbour, or not any more, as it is configured. */
  void watch(PeerConfig peer) {
    InetAddress address = peer.address();
    if (peer.bfd().isEmpty()) {
      forget(address);
      return;
    }
    PeerConfig.Bfd bfd = peer.bfd().get();
    try {
      if (sessions == null) {
        sessions =
            starter.start(
                (neighbour, change) -> loop.execute(() -> told.accept(neighbour, change)));
      }
      watched.add(address);
      var unused =
          sessions
              .add(
                  new BfdNeighbor(
                      address, peer.localAddress(), bfd.port(), bfd.hops(), bfd.session()))
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      loop.execute(() -> refuse(address, failure));
                    }
                  });
    } catch (IOException | LinkageError | IllegalStateException e) {
      refuse(address, e); // LinkageError: jffi is optional, IllegalState: BFD's thread has ended
    }
  }

  private void refuse(InetAddress address, Throwable why) {
    String text = "BFD does not watch the path: " + why.getMessage();
    LOG.error("neighbour {}: {}", address.getHostAddress(), text);
    refused.accept(address, text);
  }

  /** Watches the path to a neighbour no more. */
  void forget(InetAddress address) {
    if (watched.remove(address) && sessions != null) {
      try {
        sessions.remove(address);
      } catch (IllegalStateException e) {
        LOG.warn("neighbour {}: {}", address.getHostAddress(), e.getMessage());
      }
    }
  }

  /** Ends all: neighbours are told AdminDown, so that their BGP sessions stay (RFC 5882, 3.2). */
  void close() {
    if (sessions != null) {
      sessions.close();
      sessions = null;
    }
  }
}
