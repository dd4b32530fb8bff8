package io.kuberouter.bgp.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Who we are.
 *
 * @param identifier four octets, as an IPv4 address
 * @param listen where to wait for neighbours; empty: only connect
 */
public record SpeakerConfig(long asn, InetAddress identifier, List<InetSocketAddress> listen) {
  public SpeakerConfig {
    listen = List.copyOf(listen);
  }
}
