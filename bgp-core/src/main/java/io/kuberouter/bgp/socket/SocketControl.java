package io.kuberouter.bgp.socket;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of one socket of this process. Java does not tell a channel's descriptor; so the one is
 * looked for among the process's own that has the channel's addresses. Any thread.
 */
public final class SocketControl {

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ACCEPTCONN = 30;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IP_TTL = 2;
  private static final int IP_MINTTL = 21;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_MINHOPCOUNT = 73;

  /** {@code linux/tcp.h}. */
  private static final int TCP_MD5SIG = 14;

  private static final int ENOENT = 2;

  /** {@code struct tcp_md5sig}: address of 128 octets, flags, prefix length, key length, key. */
  private static final int MD5SIG_SIZE = 216;

  private static final int MD5SIG_KEY_LENGTH_AT = 130;
  private static final int MD5SIG_KEY_AT = 136;

  private final SocketLibrary library;
  private final int fd;

  private SocketControl(SocketLibrary library, int fd) {
    this.library = library;
    this.fd = fd;
  }

  /** {@return the socket that is bound to an address and neither listens nor is connected} */
  public static SocketControl unconnected(InetSocketAddress local) throws IOException {
    return find(local, false, null);
  }

  /** {@return the socket that listens on an address} */
  public static SocketControl listening(InetSocketAddress local) throws IOException {
    return find(local, true, null);
  }

  /** {@return the socket that is connected} */
  public static SocketControl connected(InetSocketAddress local, InetSocketAddress remote)
      throws IOException {
    return find(local, false, remote);
  }

  private static SocketControl find(
      InetSocketAddress local, boolean listening, @Nullable InetSocketAddress remote)
      throws IOException {
    SocketLibrary library;
    try {
      library = new SocketLibrary();
    } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
      throw new IOException(
          "keys and hop limits of sockets need the library com.github.jnr:jffi: add it", e);
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path entry : all) {
        int fd = Integer.parseInt(String.valueOf(entry.getFileName()));
        if (isSocket(entry)
            && local.equals(name(library, fd, false))
            && listening == accepts(library, fd)
            && (listening || Objects.equals(remote, name(library, fd, true)))) {
          return new SocketControl(library, fd);
        }
      }
    }
    throw new IOException("no socket of this process is bound to " + local);
  }

  private static boolean isSocket(Path entry) {
    try {
      return Files.readSymbolicLink(entry).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static boolean accepts(SocketLibrary library, int fd) {
    ByteBuffer value = SocketLibrary.room(4);
    return library.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, value) == 0 && value.getInt(0) != 0;
  }

  private static @Nullable InetSocketAddress name(SocketLibrary library, int fd, boolean peer) {
    ByteBuffer room = SocketLibrary.room(128);
    int result = peer ? library.getpeername(fd, room) : library.getsockname(fd, room);
    if (result != 0) {
      return null;
    }
    byte[] octets = new byte[24];
    room.get(0, octets);
    int family = room.getShort(0);
    int port = ((octets[2] & 0xff) << 8) | (octets[3] & 0xff);
    if (family == AF_INET) {
      return new InetSocketAddress(IpAddresses.of(Arrays.copyOfRange(octets, 4, 8)), port);
    }
    return family == AF_INET6
        ? new InetSocketAddress(IpAddresses.of(Arrays.copyOfRange(octets, 8, 24)), port)
        : null;
  }

  /**
   * Sets the key of packets from and to an address (RFC 2385).
   *
   * @param key at most 80 octets; none: removes it
   */
  public void md5Key(InetAddress peer, byte[] key) throws IOException {
    ByteBuffer out = SocketLibrary.room(MD5SIG_SIZE);
    boolean six = peer instanceof Inet6Address;
    out.putShort(0, (short) (six ? AF_INET6 : AF_INET));
    out.put(six ? 8 : 4, peer.getAddress());
    out.putShort(MD5SIG_KEY_LENGTH_AT, (short) key.length);
    out.put(MD5SIG_KEY_AT, key);
    int result = library.setsockopt(fd, IPPROTO_TCP, TCP_MD5SIG, out);
    for (int i = 0; i < MD5SIG_SIZE; i++) {
      out.put(i, (byte) 0); // the key does not stay in memory that nobody clears
    }
    if (result < 0 && (key.length > 0 || result != -ENOENT)) {
      throw new IOException(
          "TCP_MD5SIG for " + IpAddresses.text(peer) + " is refused: errno " + -result);
    }
  }

  /** Sets the hop limit of what is sent. */
  public void hopLimit(boolean six, int hops) throws IOException {
    set(six ? IPPROTO_IPV6 : IPPROTO_IP, six ? IPV6_UNICAST_HOPS : IP_TTL, hops, "the hop limit");
  }

  /** Drops packets that come with a lower hop limit (RFC 5082). */
  public void minimumHopLimit(boolean six, int hops) throws IOException {
    set(
        six ? IPPROTO_IPV6 : IPPROTO_IP,
        six ? IPV6_MINHOPCOUNT : IP_MINTTL,
        hops,
        "the lowest hop limit");
  }

  private void set(int level, int name, int value, String what) throws IOException {
    int result = library.setsockopt(fd, level, name, SocketLibrary.room(4).putInt(0, value));
    if (result < 0) {
      throw new IOException(what + " " + value + " is refused: errno " + -result);
    }
  }
}
