package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two machines, each a namespace, with a wire between them, or with a router in the middle. Every
 * link has networks of its own: a process that is on several tells its sockets apart by address.
 */
public final class Link implements Closeable {

  private static final AtomicInteger NETWORKS = new AtomicInteger();

  private final Namespace us = new Namespace();
  private final Namespace them;
  private final Namespace router;
  private final int network = NETWORKS.incrementAndGet();
  private final boolean routed;

  /** Names of the wire's ends. */
  public static final String INTERFACE = "eth0";

  private static final String FAR = "eth1";

  /** Makes them. */
  public Link(boolean routed) throws IOException {
    this.routed = routed;
    this.them = new Namespace();
    this.router = routed ? new Namespace() : us;
    if (routed) {
      wire(us, INTERFACE, router, INTERFACE);
      wire(router, FAR, them, INTERFACE);
      address(router, INTERFACE, here(9), here6(9));
      address(router, FAR, there(9), there6(9));
      Command.must(
          router.inside(
              List.of("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")));
    } else {
      wire(us, INTERFACE, them, INTERFACE);
    }
    for (int host : new int[] {1, 3, 4}) {
      address(us, INTERFACE, here(host), here6(host));
    }
    address(them, INTERFACE, there(2), there6(2));
    if (routed) {
      us.ip("route", "add", "default", "via", here(9));
      us.ip("route", "add", "default", "via", here6(9));
      them.ip("route", "add", "default", "via", there(9));
      them.ip("route", "add", "default", "via", there6(9));
    }
  }

  /** {@return why there can be none on this machine, if so} */
  public static Optional<String> obstacle() {
    try (Link probe = new Link(false)) {
      probe.us().ip("link", "show", INTERFACE);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no network namespaces: " + e.getMessage());
    }
  }

  private static void wire(Namespace a, String nameA, Namespace b, String nameB)
      throws IOException {
    a.ip("link", "add", nameA, "type", "veth", "peer", "name", nameB, "netns", b.name());
    a.ip("link", "set", nameA, "up");
    b.ip("link", "set", nameB, "up");
  }

  private static void address(Namespace space, String dev, String four, String six)
      throws IOException {
    space.ip("addr", "add", four + "/24", "dev", dev);
    space.ip("addr", "add", six + "/64", "dev", dev, "nodad");
  }

  private String here(int host) {
    return "10.18." + network + "." + host;
  }

  private String here6(int host) {
    return "fd18:" + network + "::" + host;
  }

  private String there(int host) {
    return routed ? "10.19." + network + "." + host : here(host);
  }

  private String there6(int host) {
    return routed ? "fd19:" + network + "::" + host : here6(host);
  }

  /** {@return our machine} */
  public Namespace us() {
    return us;
  }

  /** {@return the daemon's machine} */
  public Namespace them() {
    return them;
  }

  /** {@return our address} */
  public InetAddress ours(boolean six) {
    return IpAddresses.parse(six ? here6(1) : here(1));
  }

  /** {@return an address of one of two more speakers of ours, 0 or 1} */
  InetAddress further(int which, boolean six) {
    return IpAddresses.parse(six ? here6(3 + which) : here(3 + which));
  }

  /** {@return the daemon's address} */
  public InetAddress theirs(boolean six) {
    return IpAddresses.parse(six ? there6(2) : there(2));
  }

  @Override
  public void close() throws IOException {
    us.close();
    them.close();
    if (routed) {
      router.close();
    }
  }
}
