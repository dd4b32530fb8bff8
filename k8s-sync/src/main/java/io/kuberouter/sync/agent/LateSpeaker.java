package io.kuberouter.sync.agent;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.SpeakerPlane;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.translate.NodeBgp;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The node's BGP speaker, which may be unable to start: an address is not there yet, a port is
 * taken, an annotation is wrong. Then the steps that need it fail, the rest of the agent works on,
 * and a later step tries again. The thread of the agent's loop.
 */
final class LateSpeaker implements BgpPlane {

  /** A plan's many steps make one attempt. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final AgentOptions options;
  private final BiConsumer<Cidr, Optional<InetAddress>> learned;
  private final Consumer<Note> notes;
  private NodeView node;
  private @Nullable SpeakerPlane speaker;
  private @Nullable NodeBgp started;
  private @Nullable IOException failure;
  private long nextAttempt = System.nanoTime();

  /**
   * Prepares it.
   *
   * @param learned takes each learned route, on a thread of the speaker
   */
  LateSpeaker(
      AgentOptions options,
      NodeView node,
      BiConsumer<Cidr, Optional<InetAddress>> learned,
      Consumer<Note> notes) {
    this.options = options;
    this.node = node;
    this.learned = learned;
    this.notes = notes;
  }

  /** The Node is another now; a speaker that runs keeps what it has started with. */
  void become(NodeView changed) {
    node = changed;
    if (started == null) {
      nextAttempt = System.nanoTime();
      return;
    }
    try {
      if (!NodeBgp.of(options.router(), node, new ArrayList<>()).equals(started)) {
        note("its BGP settings have changed, which takes effect when the agent is restarted");
      }
    } catch (IllegalArgumentException e) {
      note("BGP: " + e.getMessage() + "; the earlier settings stay until a restart");
    }
  }

  private void note(String text) {
    notes.accept(new Note(node.key().toString(), text));
  }

  /** {@return the speaker, started if need be} */
  SpeakerPlane speaker() throws IOException {
    if (speaker == null) {
      if (failure != null && nextAttempt - System.nanoTime() > 0) {
        throw failure;
      }
      try {
        speaker = start();
      } catch (IOException e) {
        failure = e;
        nextAttempt = System.nanoTime() + PAUSE.toNanos();
        throw e;
      }
    }
    return speaker;
  }

  private SpeakerPlane start() throws IOException {
    List<InetAddress> listen = new ArrayList<>();
    if (options.common().enableIpv4()) {
      node.bestIp(false).ifPresent(listen::add);
    }
    if (options.common().enableIpv6()) {
      node.bestIp(true).ifPresent(listen::add);
    }
    List<Note> left = new ArrayList<>();
    NodeBgp bgp;
    try {
      bgp = NodeBgp.of(options.router(), node, left);
    } catch (IllegalArgumentException e) {
      throw new IOException("no BGP speaker: " + node.key() + ": " + e.getMessage(), e);
    }
    left.forEach(notes);
    SpeakerPlane plane;
    try {
      plane = new SpeakerPlane(options.router(), listen, bgp, learned);
    } catch (IOException e) {
      throw new IOException(
          "no BGP speaker on "
              + (bgp.listen().isEmpty() ? listen : bgp.listen())
                  .stream().map(IpText::format).toList()
              + " port "
              + options.router().bgpPort()
              + ": "
              + e.getMessage(),
          e);
    }
    started = bgp;
    return plane;
  }

  @Override
  public void addPeer(Item.BgpPeer peer) throws IOException {
    speaker().addPeer(peer);
  }

  @Override
  public void removePeer(Item.BgpPeer peer) throws IOException {
    speaker().removePeer(peer);
  }

  @Override
  public void announce(Item.BgpRoute route) throws IOException {
    speaker().announce(route);
  }

  @Override
  public void withdraw(Item.BgpRoute route) throws IOException {
    speaker().withdraw(route);
  }

  @Override
  public void close() {
    if (speaker != null) {
      speaker.close();
    }
  }
}
