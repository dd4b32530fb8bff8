package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody has. They are drawn by chance, so that runs beside each other meet rarely, from
 * below those that the kernel gives to whoever connects ({@code net.ipv4.ip_local_port_range}).
 */
public final class FreePort {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 1000;

  private FreePort() {}

  /** {@return a port that was free a moment ago, of TCP and of UDP, on each of some addresses} */
  public static int on(String... addresses) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port, addresses)) {
        return port;
      }
    }
    throw new IOException("no free port on " + String.join(", ", addresses));
  }

  private static boolean isFree(int port, String... addresses) throws IOException {
    for (String address : addresses) {
      InetAddress host = IpAddresses.parse(address);
      try (ServerSocket tcp = new ServerSocket();
          DatagramSocket udp = new DatagramSocket(null)) {
        tcp.bind(new InetSocketAddress(host, port));
        udp.bind(new InetSocketAddress(host, port));
      } catch (BindException e) {
        return false;
      }
    }
    return true;
  }
}
