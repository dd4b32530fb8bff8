package io.kuberouter.bgp.bfd.jffi;

import io.kuberouter.bgp.bfd.session.BfdTransport;
import io.kuberouter.bgp.bfd.session.Datagram;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A UDP socket of one family that sends hop limit 255 and tells the hop limits of what comes. */
final class UdpSocket {

  // bits/socket.h, bits/in.h
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IP_RECVTTL = 12;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_HOPLIMIT = 52;
  private static final int IPV6_TCLASS = 67;

  /** {@code IPTOS_PREC_INTERNETCONTROL}: what keeps a network together goes first. */
  private static final int INTERNET_CONTROL = 0xc0;

  private static final int EAGAIN = 11;
  private static final int EINTR = 4;
  static final int EADDRINUSE = 98;

  // struct msghdr, struct iovec and what they point to, one behind the other
  private static final int IOVEC = 56;
  private static final int NAME = IOVEC + 16;
  private static final int CONTROL = NAME + 32;
  private static final int CONTROL_ROOM = 128;
  private static final int DATA = CONTROL + CONTROL_ROOM;
  private static final int DATA_ROOM = 512;

  private final LibC libc;
  private final int fd;
  private final boolean multihop;
  private final ByteBuffer arena = direct(DATA + DATA_ROOM);
  private final ByteBuffer out = direct(DATA_ROOM);

  private UdpSocket(LibC libc, int fd, boolean multihop) {
    this.libc = libc;
    this.multihop = multihop;
    this.fd = fd;
  }

  /** {@return octets that the C library can be shown, in its order} */
  static ByteBuffer direct(int octets) {
    return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
  }

  static UdpSocket open(LibC libc, InetAddress local, int port) throws IOException {
    return open(libc, local, port, false);
  }

  static UdpSocket open(LibC libc, InetAddress local, int port, boolean multihop)
      throws IOException {
    int family = SocketAddress.family(local);
    int fd = libc.socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
      throw refusal(libc, -fd, "socket");
    }
    UdpSocket socket = new UdpSocket(libc, fd, multihop);
    try {
      if (family == SocketAddress.AF_INET) {
        socket.set(IPPROTO_IP, IP_TTL, BfdTransport.HOP_LIMIT, "IP_TTL");
        socket.set(IPPROTO_IP, IP_RECVTTL, 1, "IP_RECVTTL");
        socket.set(IPPROTO_IP, IP_TOS, INTERNET_CONTROL, "IP_TOS");
      } else {
        socket.set(IPPROTO_IPV6, IPV6_V6ONLY, 1, "IPV6_V6ONLY");
        socket.set(IPPROTO_IPV6, IPV6_UNICAST_HOPS, BfdTransport.HOP_LIMIT, "IPV6_UNICAST_HOPS");
        socket.set(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
        socket.set(IPPROTO_IPV6, IPV6_TCLASS, INTERNET_CONTROL, "IPV6_TCLASS");
      }
      ByteBuffer address = new SocketAddress(local, port).encode();
      int bound = libc.bind(fd, address, address.capacity());
      if (bound < 0) {
        throw refusal(libc, -bound, "bind " + IpAddresses.text(local) + " port " + port);
      }
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private void set(int level, int name, int value, String text) throws IOException {
    int set = libc.setsockopt(fd, level, name, direct(Integer.BYTES).putInt(0, value));
    if (set < 0) {
      throw refusal(libc, -set, "setsockopt " + text);
    }
  }

  static RefusedException refusal(LibC libc, int errno, String what) {
    return new RefusedException(errno, what + ": " + libc.strerror(errno));
  }

  /** The kernel's refusal. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    RefusedException(int errno, String message) {
      super(message);
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  int fd() {
    return fd;
  }

  void send(OctetString payload, ByteBuffer to, String text) throws IOException {
    payload.put(out.clear());
    int sent = libc.sendto(fd, out, out.position(), to, to.capacity());
    if (sent < 0) {
      throw refusal(libc, -sent, "send to " + text);
    }
  }

  /** Takes a datagram that is there; longer ones than any packet are cut. */
  Optional<Datagram> receive() throws IOException {
    long at = LibC.at(arena);
    arena.putLong(0, at + NAME).putInt(8, SocketAddress.LONGEST);
    arena.putLong(16, at + IOVEC).putLong(24, 1);
    arena.putLong(32, at + CONTROL).putLong(40, CONTROL_ROOM);
    arena.putInt(48, 0);
    arena.putLong(IOVEC, at + DATA).putLong(IOVEC + 8, DATA_ROOM);
    int length = libc.recvmsg(fd, arena);
    if (length == -EAGAIN || length == -EINTR) {
      return Optional.empty();
    }
    if (length < 0) {
      throw refusal(libc, -length, "recvmsg");
    }
    byte[] name = new byte[SocketAddress.LONGEST];
    arena.get(NAME, name);
    SocketAddress from = SocketAddress.decode(name);
    OctetString payload = OctetString.take(arena.slice(DATA, length));
    return Optional.of(new Datagram(from.address(), from.port(), hopLimit(), payload, multihop));
  }

  /** From the control message; 0, which nobody takes, when the kernel told none. */
  private int hopLimit() {
    int end = CONTROL + (int) Math.min(arena.getLong(40), CONTROL_ROOM);
    for (int at = CONTROL; at + 16 < end; ) { // struct cmsghdr: length, level, type
      int length = (int) Math.min(arena.getLong(at), CONTROL_ROOM);
      int level = arena.getInt(at + 8);
      int type = arena.getInt(at + 12);
      if ((level == IPPROTO_IP && type == IP_TTL)
          || (level == IPPROTO_IPV6 && type == IPV6_HOPLIMIT)) {
        return arena.getInt(at + 16);
      }
      if (length < 16) {
        return 0;
      }
      at += (length + 7) & ~7;
    }
    return 0;
  }

  void close() {
    libc.close(fd);
  }
}
