package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.rib.RouteWriter;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Routes → Route Monitoring messages (RFC 7854 section 4.6). */
final class MonitorWriter implements RouteWriter {

  private final UpdatePacker packer;
  private final BooleanSupplier room;

  MonitorWriter(
      SessionParameters session,
      AddressFamily family,
      UpdatePacker.Buffers buffers,
      PeerHeader header,
      BooleanSupplier room,
      Consumer<RouteMonitoring> to) {
    this.room = room;
    this.packer =
        new UpdatePacker(
            session,
            family,
            buffers,
            octets -> to.accept(new RouteMonitoring(header, OctetString.take(octets))));
  }

  @Override
  public boolean ready() {
    return room.getAsBoolean();
  }

  @Override
  public void withdraw() {
    packer.withdraw();
  }

  @Override
  public boolean announce(PathAttributes attributes) {
    return attributes.nextHop().isPresent() && packer.announce(attributes);
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
