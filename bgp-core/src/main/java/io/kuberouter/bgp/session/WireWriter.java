package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.rib.RouteWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes → UPDATEs on a connection. */
final class WireWriter implements RouteWriter {

  private static final Logger LOG = LoggerFactory.getLogger(WireWriter.class);

  /** Octets that may wait to leave before no more routes are written. */
  private static final int HIGH_WATER = 1 << 20;

  private final SessionParameters agreed;
  private final AddressFamily family;
  private final UpdatePacker packer;
  private final PeerTransport.Connection connection;

  WireWriter(
      SessionParameters agreed,
      AddressFamily family,
      UpdatePacker.Buffers buffers,
      PeerTransport.Connection connection) {
    this.agreed = agreed;
    this.family = family;
    this.connection = connection;
    this.packer = new UpdatePacker(agreed, family, buffers, connection::write);
  }

  @Override
  public boolean ready() {
    return connection.queued() < HIGH_WATER;
  }

  @Override
  public void withdraw() {
    packer.withdraw();
  }

  @Override
  public boolean announce(PathAttributes attributes) {
    Optional<NextHop> hop = attributes.nextHop();
    boolean six = hop.isPresent() && hop.get().isIpv6();
    boolean possible =
        hop.isPresent()
            && (family.equals(AddressFamily.IPV4_UNICAST)
                ? !six || agreed.extendedNextHop().contains(family) // RFC 8950
                : six);
    if (!possible) {
      return false;
    }
    if (!packer.announce(attributes)) {
      // RFC 8654 section 4: routes that do not fit are not told
      LOG.warn("routes are not told: their attributes leave no room in a message");
      return false;
    }
    return true;
  }

  @Override
  public void add(long high, long low, int length, int pathId) {
    packer.add(high, low, length, pathId);
  }

  @Override
  public void end() {
    packer.end();
  }
}
