package io.kuberouter.bgp.bfd.jffi;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.session.BfdTransport;
import io.kuberouter.bgp.bfd.session.Datagram;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Datagrams by the kernel's UDP, with TTL and hop limit. One thread; {@link #wakeUp} from any. */
public final class KernelBfdTransport implements BfdTransport {

  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EINTR = 4;
  private static final short POLLIN = 1;
  private static final int PORTS = 65536 - LOWEST_SOURCE_PORT;
  private static final int ATTEMPTS = 64;

  private final LibC libc;
  private final List<UdpSocket> listening = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom();
  private final int wake;
  private final List<InetAddress> addresses;
  private ByteBuffer descriptors; // struct pollfd, one for each socket and one for wake
  private final ByteBuffer timeout = UdpSocket.direct(16); // struct timespec
  private final ByteBuffer ignored = UdpSocket.direct(Long.BYTES);
  private final ByteBuffer one = UdpSocket.direct(Long.BYTES).putLong(0, 1);
  private int next;
  private boolean multihop;
  private boolean closed;

  private KernelBfdTransport(LibC libc, List<InetAddress> addresses, int port) throws IOException {
    this.libc = libc;
    this.addresses = addresses;
    wake = libc.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (wake < 0) {
      throw UdpSocket.refusal(libc, -wake, "eventfd");
    }
    try {
      listen(port, false);
    } catch (IOException e) {
      listening.forEach(UdpSocket::close);
      libc.close(wake);
      throw e;
    }
    descriptors = descriptors();
  }

  private void listen(int port, boolean several) throws IOException {
    for (InetAddress address : addresses) {
      listening.add(UdpSocket.open(libc, address, port, several));
    }
  }

  private ByteBuffer descriptors() {
    ByteBuffer descriptors = UdpSocket.direct(8 * (listening.size() + 1));
    for (int i = 0; i <= listening.size(); i++) {
      descriptors.putInt(8 * i, i < listening.size() ? listening.get(i).fd() : wake);
      descriptors.putShort((8 * i) + 4, POLLIN);
    }
    return descriptors;
  }

  /**
   * {@return a transport that listens on every address of both families, on port 3784, and from the
   * first neighbour over several hops on port 4784}
   *
   * @throws IOException when the kernel refuses, for example because another BFD listens already
   */
  public static KernelBfdTransport open() throws IOException {
    return open(List.of(IpAddresses.parse("0.0.0.0"), IpAddresses.parse("::")), BfdNeighbor.PORT);
  }

  /** {@return a transport that listens on some addresses and a port} */
  public static KernelBfdTransport open(List<InetAddress> addresses, int port) throws IOException {
    if (!LibC.is64Bit()) {
      throw new IOException("BFD needs a 64-bit kernel interface");
    }
    return new KernelBfdTransport(new LibC(), List.copyOf(addresses), port);
  }

  @Override
  public Sender open(BfdNeighbor neighbor) throws IOException {
    if (neighbor.multihop() && !multihop) {
      listenForSeveralHops();
    }
    InetAddress any =
        IpAddresses.parse(neighbor.address().getAddress().length == 4 ? "0.0.0.0" : "::");
    InetAddress local = neighbor.local().orElse(any);
    for (int attempt = 0; ; attempt++) {
      int port = LOWEST_SOURCE_PORT + random.nextInt(PORTS);
      try {
        return new UdpSender(
            UdpSocket.open(libc, local, port),
            new SocketAddress(neighbor.address(), neighbor.port()));
      } catch (UdpSocket.RefusedException e) {
        if (e.errno() != UdpSocket.EADDRINUSE || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void listenForSeveralHops() throws IOException {
    int before = listening.size();
    try {
      listen(BfdNeighbor.MULTIHOP_PORT, true);
    } catch (IOException e) {
      while (listening.size() > before) {
        listening.remove(before).close();
      }
      throw e;
    }
    multihop = true;
    descriptors = descriptors();
  }

  private record UdpSender(UdpSocket socket, SocketAddress to) implements Sender {
    @Override
    public void send(OctetString payload) throws IOException {
      socket.send(payload, to.encode(), IpAddresses.text(to.address()) + " port " + to.port());
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  @Override
  public Optional<Datagram> receive(long micros) throws IOException {
    Optional<Datagram> there = look();
    if (there.isPresent() || micros <= 0) {
      return there;
    }
    timeout.putLong(0, micros / 1_000_000).putLong(8, micros % 1_000_000 * 1000);
    int ready = libc.ppoll(descriptors, listening.size() + 1, timeout);
    if (ready == -EINTR) {
      return Optional.empty();
    }
    if (ready < 0) {
      throw UdpSocket.refusal(libc, -ready, "ppoll");
    }
    libc.read(wake, ignored); // sets it back; EAGAIN when nobody woke us
    return look();
  }

  /** The sockets take turns, so that none waits for another. */
  private Optional<Datagram> look() throws IOException {
    for (int i = 0; i < listening.size(); i++) {
      next = (next + 1) % listening.size();
      Optional<Datagram> datagram = listening.get(next).receive();
      if (datagram.isPresent()) {
        return datagram;
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized void wakeUp() {
    if (!closed) {
      libc.write(wake, one);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      listening.forEach(UdpSocket::close);
      libc.close(wake);
    }
  }
}
