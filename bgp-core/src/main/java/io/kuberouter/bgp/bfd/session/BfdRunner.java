package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.codec.BfdPacketException;
import io.kuberouter.bgp.bfd.codec.ControlPacketCodec;
import io.kuberouter.bgp.bfd.engine.BfdAction;
import io.kuberouter.bgp.bfd.engine.BfdEngine;
import io.kuberouter.bgp.bfd.engine.BfdEvent;
import io.kuberouter.bgp.bfd.engine.BfdSession;
import io.kuberouter.bgp.bfd.engine.Demultiplexer;
import io.kuberouter.bgp.bfd.engine.Moment;
import io.kuberouter.bgp.bfd.engine.Selection;
import io.kuberouter.bgp.bfd.engine.SessionKey;
import io.kuberouter.bgp.bfd.engine.Transition;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * All sessions of a system, without a thread or a clock: time is an argument, in microseconds of a
 * clock that never goes back. Confined to one thread.
 */
public final class BfdRunner {

  private static final Comparator<RunningSession> BY_DEADLINE =
      Comparator.<RunningSession>comparingLong(r -> r.session.nextDeadline())
          .thenComparingInt(r -> r.session.localDiscriminator());

  private final BfdTransport transport;
  private final BfdListener listener;
  private final RandomGenerator random;
  private final Demultiplexer demultiplexer = new Demultiplexer();
  private final Map<SessionKey, RunningSession> sessions = new TreeMap<>();
  private final TreeSet<RunningSession> deadlines = new TreeSet<>(BY_DEADLINE);
  private final Map<Discard, Long> discarded = new EnumMap<>(Discard.class);
  private final ByteBuffer out = ByteBuffer.allocate(ControlPacketCodec.LONGEST);

  /** Creates a runner without sessions. */
  public BfdRunner(BfdTransport transport, BfdListener listener, RandomGenerator random) {
    this.transport = transport;
    this.listener = listener;
    this.random = random;
  }

  private Moment moment(long now) {
    return new Moment(now, random.nextDouble());
  }

  /**
   * Adds a session, or changes the parameters of the one with that neighbour.
   *
   * @throws IOException when the transport refuses, for example the local address
   */
  public void add(BfdNeighbor neighbor, long now) throws IOException {
    SessionKey key = SessionKey.of(neighbor.address());
    RunningSession old = sessions.get(key);
    if (old != null
        && old.neighbor.local().equals(neighbor.local()) // the sender stays
        && old.neighbor.port() == neighbor.port()
        && old.neighbor.hops() == neighbor.hops()) {
      configure(old, neighbor.config(), now);
      return;
    }
    if (old != null) {
      remove(neighbor.address(), now);
    }
    int discriminator = random.nextInt();
    while (discriminator == 0 || demultiplexer.has(discriminator)) {
      discriminator = random.nextInt();
    }
    BfdTransport.Sender sender = transport.open(neighbor);
    demultiplexer.add(discriminator, key);
    BfdSession session = BfdSession.start(neighbor.config(), discriminator, moment(now));
    RunningSession running = new RunningSession(key, neighbor, sender, session);
    sessions.put(key, running);
    deadlines.add(running);
    tick(now);
  }

  private void configure(RunningSession running, BfdConfig config, long now) {
    step(running, new BfdEvent.Configured(config), now);
  }

  /** Takes the session with a neighbour away; the neighbour is told AdminDown. */
  public void remove(InetAddress neighbor, long now) {
    RunningSession running = sessions.get(SessionKey.of(neighbor));
    if (running == null) {
      return;
    }
    step(running, new BfdEvent.Disabled(), now);
    demultiplexer.remove(running.session.localDiscriminator());
    deadlines.remove(running);
    sessions.remove(running.key);
    running.close();
  }

  /** Holds the session with a neighbour down, or lets it come up again. */
  public void enable(InetAddress neighbor, boolean enabled, long now) {
    RunningSession running = sessions.get(SessionKey.of(neighbor));
    if (running != null) {
      step(running, enabled ? new BfdEvent.Enabled() : new BfdEvent.Disabled(), now);
    }
  }

  /** Takes a datagram. */
  public void receive(Datagram datagram, long now) {
    // RFC 5881 section 5, without authentication: "MUST be discarded if the received TTL or Hop
    // Limit is not equal to 255"
    if (!datagram.multihop() && datagram.hopLimit() != BfdTransport.HOP_LIMIT) {
      discard(Discard.HOP_LIMIT, SessionKey.of(datagram.source()));
      return;
    }
    SessionKey from = SessionKey.of(datagram.source());
    ControlPacket packet;
    try {
      packet = ControlPacketCodec.decode(datagram.payload().buffer());
    } catch (BfdPacketException e) {
      discard(e.reason(), from);
      return;
    }
    Selection selection = demultiplexer.select(packet, from);
    if (selection instanceof Selection.None none) {
      discard(none.reason(), from);
    } else if (selection instanceof Selection.Session found) {
      RunningSession running = sessions.get(found.key());
      Optional<Discard> refused = running == null ? Optional.empty() : refusal(running, datagram);
      if (refused.isPresent()) {
        discard(refused.get(), found.key());
      } else if (running != null) {
        running.received++;
        step(running, new BfdEvent.PacketReceived(packet), now);
      }
    }
  }

  /** RFC 5883 section 5: over several hops, where it came from and how far is looked at too. */
  private static Optional<Discard> refusal(RunningSession running, Datagram datagram) {
    if (running.neighbor.multihop() != datagram.multihop()) {
      return Optional.of(Discard.PORT);
    }
    if (datagram.hopLimit() < running.neighbor.lowestHopLimit()) {
      return Optional.of(Discard.HOP_LIMIT);
    }
    return datagram.multihop() && !SessionKey.of(datagram.source()).equals(running.key)
        ? Optional.of(Discard.UNKNOWN_NEIGHBOR)
        : Optional.empty();
  }

  private void discard(Discard reason, SessionKey from) {
    discarded.merge(reason, 1L, Long::sum);
    RunningSession running = sessions.get(from);
    if (running != null) {
      running.discard(reason);
    }
  }

  /** Does all that is due. */
  public void tick(long now) {
    while (!deadlines.isEmpty() && deadlines.first().session.nextDeadline() <= now) {
      step(deadlines.first(), new BfdEvent.TimePassed(), now);
    }
  }

  /** {@return when {@link #tick} is to be called next; {@link BfdSession#NEVER} for no time} */
  public long nextDeadline() {
    return deadlines.isEmpty() ? BfdSession.NEVER : deadlines.first().session.nextDeadline();
  }

  private void step(RunningSession running, BfdEvent event, long now) {
    deadlines.remove(running);
    Transition transition = BfdEngine.step(running.session, event, moment(now));
    running.session = transition.session();
    deadlines.add(running);
    for (BfdAction action : transition.actions()) {
      if (action instanceof BfdAction.Send send) {
        ControlPacketCodec.encode(send.packet(), out.clear());
        running.send(OctetString.take(out.flip()));
      } else if (action instanceof BfdAction.StateChanged change) {
        listener.onState(running.neighbor.address(), change);
      } else if (action instanceof BfdAction.Discarded discard) {
        running.discard(discard.reason());
        discarded.merge(discard.reason(), 1L, Long::sum);
      }
    }
  }

  /** {@return the sessions, by neighbour} */
  public List<BfdStatus> status() {
    return sessions.values().stream().map(RunningSession::status).toList();
  }

  /** {@return the state of the session with a neighbour, absent when there is none} */
  public Optional<BfdState> state(InetAddress neighbor) {
    return Optional.ofNullable(sessions.get(SessionKey.of(neighbor))).map(r -> r.session.state());
  }

  /** {@return how many datagrams were not taken, by reason} */
  public Map<Discard, Long> discarded() {
    return Map.copyOf(discarded);
  }
}
