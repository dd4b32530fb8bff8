package io.kuberouter.bgp.bfd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bfd.jffi.KernelBfdTransport;
import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelBfdTransportTest extends BfdTransportContract {

  @Override
  BfdTransport open(List<InetAddress> addresses, int port) throws IOException {
    return KernelBfdTransport.open(addresses, port);
  }

  /** A socket that says nothing of hop limits sends the system's, which is not 255. */
  @Test
  void anotherHopLimitIsSeen() throws Exception {
    for (String text : List.of("127.0.18.1", "::1")) {
      InetAddress here = IpAddresses.parse(text);
      try (BfdTransport us = open(List.of(here), port());
          DatagramSocket other = new DatagramSocket(0, here)) {
        other.send(new DatagramPacket(new byte[700], 700, here, port()));
        Datagram seen = us.receive(LONG).orElseThrow();
        assertThat(seen.hopLimit()).isBetween(1, 254);
        assertThat(seen.payload().length()).isEqualTo(512);
      }
    }
  }
}
