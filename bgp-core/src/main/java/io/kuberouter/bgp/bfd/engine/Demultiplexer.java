package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Discard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the session of a packet (RFC 5880 sections 6.3 and 6.8.6). Confined to one thread. */
public final class Demultiplexer {

  private final Map<Integer, SessionKey> byDiscriminator = new HashMap<>();
  private final Set<SessionKey> neighbors = new HashSet<>();

  /**
   * Adds a session.
   *
   * @throws IllegalArgumentException when the discriminator or the neighbour has one already
   */
  public void add(int localDiscriminator, SessionKey key) {
    if (byDiscriminator.containsKey(localDiscriminator) || !neighbors.add(key)) {
      throw new IllegalArgumentException(
          "a session with " + key + " or with this discriminator is there already");
    }
    byDiscriminator.put(localDiscriminator, key);
  }

  /** Removes a session. */
  public void remove(int localDiscriminator) {
    SessionKey key = byDiscriminator.remove(localDiscriminator);
    if (key != null) {
      neighbors.remove(key);
    }
  }

  /** {@return whether a discriminator is in use} */
  public boolean has(int localDiscriminator) {
    return byDiscriminator.containsKey(localDiscriminator);
  }

  /** {@return the session of a packet from an address} */
  public Selection select(ControlPacket packet, SessionKey from) {
    // "If the Your Discriminator field is nonzero, it MUST be used to select the session with which
    // this BFD packet is associated. If no session is found, the packet MUST be discarded."
    if (packet.yourDiscriminator() != 0) {
      SessionKey key = byDiscriminator.get(packet.yourDiscriminator());
      return key == null ? new Selection.None(Discard.UNKNOWN_SESSION) : new Selection.Session(key);
    }
    // "If the Your Discriminator field is zero and the State field is not Down or AdminDown, the
    // packet MUST be discarded."
    if (packet.state() == BfdState.INIT || packet.state() == BfdState.UP) {
      return new Selection.None(Discard.STATE_WITHOUT_DISCRIMINATOR);
    }
    // "If the Your Discriminator field is zero, the session MUST be selected based on some
    // combination of other fields"
    return neighbors.contains(from)
        ? new Selection.Session(from)
        : new Selection.None(Discard.UNKNOWN_NEIGHBOR);
  }
}
