package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.OldAttributes;
import io.kuberouter.bgp.message.OldMessage;
import io.kuberouter.bgp.message.OldMessage.Announcement;
import io.kuberouter.bgp.message.OldRestart;
import io.kuberouter.bgp.number.OldFamily;
import io.kuberouter.bgp.number.Prefix;
import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages ↔ bytes. */
public final class BgpCodec {

  /** The length of a message's header: marker, length, type. */
  public static final int HEADER = 19;

  /** The largest message (RFC 4271 section 4.1). */
  public static final int LARGEST = 4096;

  private static final int OPEN = 1;
  private static final int UPDATE = 2;
  private static final int NOTIFICATION = 3;
  private static final int KEEPALIVE = 4;
  private static final int ROUTE_REFRESH = 5;
  private static final int AS_TRANS = 23456;
  private static final int GRACEFUL_RESTART = 64;

  private BgpCodec() {}

  /**
   * Tells how long the first message of the buffer is.
   *
   * @return 0 when its header is not all there
   */
  public static int length(ByteBuffer in) throws OldProtocolException {
    if (in.remaining() < HEADER) {
      return 0;
    }
    int at = in.position();
    for (int i = 0; i < 16; i++) {
      if (in.get(at + i) != (byte) 0xff) {
        throw new OldProtocolException(1, 1, "connection not synchronized: marker is not all ones");
      }
    }
    int length = in.getShort(at + 16) & 0xffff;
    if (length < HEADER || length > LARGEST) {
      throw new OldProtocolException(1, 2, "bad message length " + length);
    }
    return length;
  }

  // ---- encode

  private static byte[] message(int type, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + body.length);
    for (int i = 0; i < 16; i++) {
      out.put((byte) 0xff);
    }
    return out.putShort((short) (HEADER + body.length)).put((byte) type).put(body).array();
  }

  /** {@return an OPEN with its capabilities (RFC 5492)} */
  public static byte[] open(OldMessage.Open open) {
    ByteBuffer caps = ByteBuffer.allocate(64);
    if (open.ipv4()) {
      caps.put(new byte[] {1, 4, 0, 1, 0, 1});
    }
    if (open.ipv6()) {
      caps.put(new byte[] {1, 4, 0, 2, 0, 1});
    }
    caps.put(new byte[] {2, 0});
    caps.put(new byte[] {65, 4}).putInt((int) open.asn());
    open.gracefulRestart().ifPresent(restart -> gracefulRestart(caps, restart));
    ByteBuffer body = ByteBuffer.allocate(12 + caps.position());
    body.put((byte) 4)
        .putShort((short) (open.asn() > 65535 ? AS_TRANS : open.asn()))
        .putShort((short) open.holdTime())
        .put(open.identifier().getAddress())
        .put((byte) (2 + caps.position()))
        .put((byte) 2)
        .put((byte) caps.position())
        .put(caps.array(), 0, caps.position());
    return message(OPEN, body.array());
  }

  private static void gracefulRestart(ByteBuffer out, OldRestart restart) {
    out.put((byte) GRACEFUL_RESTART).put((byte) (2 + (4 * restart.forwarding().size())));
    out.putShort((short) ((restart.restarting() ? 0x8000 : 0) | restart.seconds()));
    for (OldFamily family : OldFamily.values()) {
      Boolean kept = restart.forwarding().get(family);
      if (kept != null) {
        out.putShort((short) family.afi()).put((byte) family.safi()).put((byte) (kept ? 0x80 : 0));
      }
    }
  }

  /** {@return a KEEPALIVE} */
  public static byte[] keepalive() {
    return message(KEEPALIVE, new byte[0]);
  }

  /** {@return a NOTIFICATION without data} */
  public static byte[] notification(int code, int subcode) {
    return message(NOTIFICATION, new byte[] {(byte) code, (byte) subcode});
  }

  /** {@return the end-of-RIB marker of a family (RFC 4724 section 2)} */
  public static byte[] endOfRib(OldFamily family) {
    return family == OldFamily.IPV6_UNICAST
        ? message(UPDATE, new byte[] {0, 0, 0, 6, (byte) 0x80, 15, 3, 0, 2, 1})
        : message(UPDATE, new byte[] {0, 0, 0, 0});
  }

  /**
   * {@return the UPDATEs that announce routes of one family and one set of attributes, as few as
   * fit}
   *
   * @param fourOctetAs how AS numbers are written to this peer
   */
  public static List<byte[]> announce(
      List<Prefix> prefixes, OldAttributes attributes, boolean fourOctetAs) {
    List<byte[]> out = new ArrayList<>();
    boolean six = attributes.nextHop().getAddress().length == 16;
    ByteArrayOutputStream common = new ByteArrayOutputStream();
    attribute(common, 0x40, 1, new byte[] {(byte) attributes.origin()});
    attribute(common, 0x40, 2, asPath(attributes.asPath(), fourOctetAs));
    if (!six) {
      attribute(common, 0x40, 3, attributes.nextHop().getAddress());
    }
    attributes.multiExitDisc().ifPresent(v -> attribute(common, 0x80, 4, u32(v)));
    attributes.localPref().ifPresent(v -> attribute(common, 0x40, 5, u32(v)));
    int room = LARGEST - HEADER - 4 - common.size() - 32;
    for (byte[] nlri : chunks(prefixes, room)) {
      ByteArrayOutputStream path = new ByteArrayOutputStream();
      path.writeBytes(common.toByteArray());
      if (six) {
        ByteBuffer reach = ByteBuffer.allocate(21 + nlri.length);
        reach.putShort((short) 2).put((byte) 1).put((byte) 16);
        reach.put(attributes.nextHop().getAddress()).put((byte) 0).put(nlri);
        attribute(path, 0x80, 14, reach.array());
      }
      ByteBuffer body = ByteBuffer.allocate(4 + path.size() + (six ? 0 : nlri.length));
      body.putShort((short) 0).putShort((short) path.size()).put(path.toByteArray());
      if (!six) {
        body.put(nlri);
      }
      out.add(message(UPDATE, body.array()));
    }
    return out;
  }

  /** {@return the UPDATEs that withdraw routes of one family} */
  public static List<byte[]> withdraw(List<Prefix> prefixes, boolean ipv6) {
    List<byte[]> out = new ArrayList<>();
    for (byte[] nlri : chunks(prefixes, LARGEST - HEADER - 16)) {
      ByteBuffer body;
      if (ipv6) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        ByteBuffer unreach = ByteBuffer.allocate(3 + nlri.length);
        unreach.putShort((short) 2).put((byte) 1).put(nlri);
        attribute(path, 0x80, 15, unreach.array());
        body = ByteBuffer.allocate(4 + path.size());
        body.putShort((short) 0).putShort((short) path.size()).put(path.toByteArray());
      } else {
        body = ByteBuffer.allocate(4 + nlri.length);
        body.putShort((short) nlri.length).put(nlri).putShort((short) 0);
      }
      out.add(message(UPDATE, body.array()));
    }
    return out;
  }

  private static List<byte[]> chunks(List<Prefix> prefixes, int room) {
    List<byte[]> chunks = new ArrayList<>();
    ByteArrayOutputStream nlri = new ByteArrayOutputStream();
    for (Prefix prefix : prefixes) {
      int bytes = (prefix.length() + 7) / 8;
      if (nlri.size() + 1 + bytes > room) {
        chunks.add(nlri.toByteArray());
        nlri.reset();
      }
      nlri.write(prefix.length());
      nlri.write(prefix.address().getAddress(), 0, bytes);
    }
    if (nlri.size() > 0) {
      chunks.add(nlri.toByteArray());
    }
    return chunks;
  }

  private static void attribute(ByteArrayOutputStream out, int flags, int type, byte[] value) {
    boolean extended = value.length > 255;
    out.write(extended ? flags | 0x10 : flags);
    out.write(type);
    if (extended) {
      out.write(value.length >> 8);
    }
    out.write(value.length & 0xff);
    out.writeBytes(value);
  }

  private static byte[] asPath(List<Long> path, boolean four) {
    if (path.isEmpty()) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate(2 + (path.size() * (four ? 4 : 2)));
    out.put((byte) 2).put((byte) path.size());
    for (long asn : path) {
      if (four) {
        out.putInt((int) asn);
      } else {
        out.putShort((short) (asn > 65535 ? AS_TRANS : asn));
      }
    }
    return out.array();
  }

  private static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  // ---- decode

  /**
   * Reads one whole message.
   *
   * @param in positioned at the header, limited to the message
   * @param fourOctetAs how the peer writes AS numbers
   * @throws OldProtocolException with the NOTIFICATION that answers it
   */
  public static OldMessage decode(ByteBuffer in, boolean fourOctetAs) throws OldProtocolException {
    int length = length(in);
    int type = in.get(in.position() + 18) & 0xff;
    ByteBuffer body = in.slice(in.position() + HEADER, length - HEADER);
    try {
      return switch (type) {
        case OPEN -> decodeOpen(body);
        case UPDATE -> decodeUpdate(body, fourOctetAs);
        case NOTIFICATION ->
            new OldMessage.Notification(body.get() & 0xff, body.get() & 0xff, Optional.empty());
        case KEEPALIVE -> new OldMessage.Keepalive();
        case ROUTE_REFRESH -> new OldMessage.RouteRefresh(body.getShort() == 2);
        default -> throw new OldProtocolException(1, 3, "bad message type " + type);
      };
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      int code = type == OPEN ? 2 : type == UPDATE ? 3 : 1;
      throw new OldProtocolException(
          code, type == UPDATE ? 1 : 2, "message of type " + type + " is cut or malformed");
    }
  }

  private static OldMessage.Open decodeOpen(ByteBuffer in) throws OldProtocolException {
    if (in.get() != 4) {
      throw new OldProtocolException(2, 1, "unsupported BGP version");
    }
    long asn = in.getShort() & 0xffff;
    int hold = in.getShort() & 0xffff;
    InetAddress identifier = address(in, 4);
    boolean four = false;
    boolean mp4 = false;
    boolean mp6 = false;
    boolean anyFamily = false;
    Optional<OldRestart> restart = Optional.empty();
    ByteBuffer parameters = part(in, in.get() & 0xff);
    while (parameters.hasRemaining()) {
      int kind = parameters.get() & 0xff;
      ByteBuffer capabilities = part(parameters, parameters.get() & 0xff);
      while (kind == 2 && capabilities.hasRemaining()) {
        int code = capabilities.get() & 0xff;
        ByteBuffer value = part(capabilities, capabilities.get() & 0xff);
        if (code == 65) {
          four = true;
          asn = value.getInt() & 0xffff_ffffL;
        } else if (code == 1) {
          anyFamily = true;
          int afi = value.getShort();
          int safi = value.getShort() & 0xff;
          mp4 |= afi == 1 && safi == 1;
          mp6 |= afi == 2 && safi == 1;
        } else if (code == GRACEFUL_RESTART && value.remaining() >= 2) {
          restart = Optional.of(decodeGracefulRestart(value));
        }
      }
    }
    if (hold == 1 || hold == 2) {
      throw new OldProtocolException(2, 6, "unacceptable hold time " + hold);
    }
    return new OldMessage.Open(asn, hold, identifier, mp4 || !anyFamily, mp6, four, restart);
  }

  private static OldRestart decodeGracefulRestart(ByteBuffer value) {
    int head = value.getShort() & 0xffff;
    Map<OldFamily, Boolean> forwarding = new EnumMap<>(OldFamily.class);
    while (value.remaining() >= 4) {
      int afi = value.getShort() & 0xffff;
      int safi = value.get() & 0xff;
      boolean kept = (value.get() & 0x80) != 0;
      OldFamily.of(afi, safi).ifPresent(family -> forwarding.put(family, kept));
    }
    return new OldRestart((head & 0x8000) != 0, head & 0xfff, forwarding);
  }

  private static ByteBuffer part(ByteBuffer in, int length) {
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  private static InetAddress address(ByteBuffer in, int size) {
    byte[] bytes = new byte[size];
    in.get(bytes);
    try {
      return size == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address of " + size + " bytes", e);
    }
  }

  private static List<Prefix> prefixes(ByteBuffer in, int size) {
    List<Prefix> prefixes = new ArrayList<>();
    while (in.hasRemaining()) {
      int length = in.get() & 0xff;
      byte[] bytes = new byte[size];
      in.get(bytes, 0, (length + 7) / 8);
      prefixes.add(new Prefix(address(ByteBuffer.wrap(bytes), size), length));
    }
    return prefixes;
  }

  /** A malformed or missing attribute makes the routes withdrawn (RFC 7606 section 2). */
  private static OldMessage decodeUpdate(ByteBuffer in, boolean four) {
    if (in.remaining() == 4 && in.getInt(in.position()) == 0) {
      return new OldMessage.EndOfRib(OldFamily.IPV4_UNICAST);
    }
    List<Prefix> withdrawn = new ArrayList<>(prefixes(part(in, in.getShort() & 0xffff), 4));
    ByteBuffer path = part(in, in.getShort() & 0xffff);
    List<Prefix> announced4 = prefixes(in, 4);
    List<Prefix> announced6 = new ArrayList<>();
    AttributeWork work = new AttributeWork(four);
    boolean lonely = path.limit() == 6 && withdrawn.isEmpty() && announced4.isEmpty();
    while (path.hasRemaining()) {
      int flags = path.get();
      int type = path.get() & 0xff;
      int length = (flags & 0x10) != 0 ? path.getShort() & 0xffff : path.get() & 0xff;
      ByteBuffer value = part(path, length);
      if (type == 14) {
        announced6.addAll(work.reach(value));
      } else if (type == 15) {
        if (value.getShort() == 2 && value.get() == 1) {
          if (lonely && !value.hasRemaining()) {
            return new OldMessage.EndOfRib(OldFamily.IPV6_UNICAST);
          }
          withdrawn.addAll(prefixes(value, 16));
        }
      } else {
        work.take(type, value);
      }
    }
    List<Announcement> announced = new ArrayList<>();
    add(announced, withdrawn, announced4, work.attributes(work.nextHop4));
    add(announced, withdrawn, announced6, work.attributes(work.nextHop6));
    return new OldMessage.Update(withdrawn, announced);
  }

  private static void add(
      List<Announcement> announced,
      List<Prefix> withdrawn,
      List<Prefix> prefixes,
      Optional<OldAttributes> attributes) {
    if (attributes.isEmpty()) {
      withdrawn.addAll(prefixes);
    } else if (!prefixes.isEmpty()) {
      announced.add(new Announcement(prefixes, attributes.get()));
    }
  }

  /** Collects the attributes of one UPDATE. */
  private static final class AttributeWork {
    private final boolean four;
    private int origin = -1;
    private final List<Long> path = new ArrayList<>();
    private int pathLength = -1;
    private Optional<InetAddress> nextHop4 = Optional.empty();
    private Optional<InetAddress> nextHop6 = Optional.empty();
    private Optional<Long> med = Optional.empty();
    private Optional<Long> localPref = Optional.empty();
    private boolean malformed;

    AttributeWork(boolean four) {
      this.four = four;
    }

    void take(int type, ByteBuffer value) {
      try {
        switch (type) {
          case 1 -> origin = value.get();
          case 2 -> asPath(value);
          case 3 -> nextHop4 = Optional.of(address(value, 4));
          case 4 -> med = Optional.of(value.getInt() & 0xffff_ffffL);
          case 5 -> localPref = Optional.of(value.getInt() & 0xffff_ffffL);
          default -> {} // not used for the choice of routes
        }
      } catch (BufferUnderflowException e) {
        malformed = true;
      }
    }

    private void asPath(ByteBuffer value) {
      pathLength = 0;
      while (value.hasRemaining()) {
        int kind = value.get();
        int count = value.get() & 0xff;
        pathLength += kind == 1 ? 1 : count;
        for (int i = 0; i < count; i++) {
          path.add(four ? value.getInt() & 0xffff_ffffL : value.getShort() & 0xffffL);
        }
      }
    }

    List<Prefix> reach(ByteBuffer value) {
      int afi = value.getShort();
      int safi = value.get();
      int length = value.get() & 0xff;
      ByteBuffer hop = part(value, length);
      value.get();
      if (afi != 2 || safi != 1 || (length != 16 && length != 32)) {
        return List.of();
      }
      nextHop6 = Optional.of(address(hop, 16));
      return prefixes(value, 16);
    }

    Optional<OldAttributes> attributes(Optional<InetAddress> nextHop) {
      if (malformed || origin < 0 || origin > 2 || pathLength < 0 || nextHop.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new OldAttributes(origin, path, pathLength, nextHop.get(), med, localPref));
    }
  }
}
