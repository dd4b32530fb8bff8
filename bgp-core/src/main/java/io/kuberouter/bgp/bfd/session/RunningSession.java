package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.engine.BfdSession;
import io.kuberouter.bgp.bfd.engine.SessionKey;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A session, its sender and its counts. Confined to the runner's thread. */
final class RunningSession {
  final SessionKey key;
  final BfdNeighbor neighbor;
  BfdSession session;
  long received;

  private final BfdTransport.Sender sender;
  private final Map<Discard, Long> discarded = new EnumMap<>(Discard.class);
  private long sent;
  private Optional<String> lastRefusal = Optional.empty();

  RunningSession(
      SessionKey key, BfdNeighbor neighbor, BfdTransport.Sender sender, BfdSession session) {
    this.key = key;
    this.neighbor = neighbor;
    this.sender = sender;
    this.session = session;
  }

  /** What the kernel refuses is lost like any datagram; the detection time tells the rest. */
  void send(OctetString payload) {
    try {
      sender.send(payload);
      sent++;
    } catch (IOException e) {
      lastRefusal = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  void discard(Discard reason) {
    discarded.merge(reason, 1L, Long::sum);
  }

  BfdStatus status() {
    return new BfdStatus(neighbor.address(), session, sent, received, discarded, lastRefusal);
  }

  void close() {
    sender.close();
  }
}
