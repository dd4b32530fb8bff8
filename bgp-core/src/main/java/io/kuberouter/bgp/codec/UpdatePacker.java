package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes UPDATEs with as many prefixes as fit: {@link #announce} or {@link #withdraw}, then {@link
 * #add} for each prefix, then {@link #end}. One family; for one thread.
 */
public final class UpdatePacker {

  private final SessionParameters session;
  private final AddressFamily family;
  private final boolean addPath;
  private final Consumer<ByteBuffer> sink;
  private final ByteBuffer out;
  private final byte[] octets; // of out
  private final ByteBuffer attributes;

  /** Where the current kind of message has its prefixes; 0: none has begun. */
  private int prefixesAt;

  private int attributesAt;
  private int multiprotocolAt;
  private boolean withdrawing;
  private int limit;

  /**
   * Creates a packer.
   *
   * @param sink takes each whole message, between position and limit; it must copy what it keeps
   */
  public UpdatePacker(SessionParameters session, AddressFamily family, Consumer<ByteBuffer> sink) {
    this(session, family, new Buffers(), sink);
  }

  /** Room to write in, which packers of one thread may share while they are used in turn. */
  public static final class Buffers {
    private final byte[] octets = new byte[SessionParameters.EXTENDED_LIMIT];
    private final ByteBuffer message = ByteBuffer.wrap(octets);
    private final ByteBuffer attributes = ByteBuffer.allocate(SessionParameters.EXTENDED_LIMIT);
  }

  /** Creates a packer that writes in a shared room: between its begin and end no other may. */
  public UpdatePacker(
      SessionParameters session, AddressFamily family, Buffers buffers, Consumer<ByteBuffer> sink) {
    this.session = session;
    this.family = family;
    this.addPath = session.addPathSend().contains(family);
    this.sink = sink;
    this.out = buffers.message;
    this.octets = buffers.octets;
    this.attributes = buffers.attributes;
  }

  /**
   * Begins UPDATEs that announce.
   *
   * @param path of all prefixes that follow, with their next hop
   * @return false when the attributes alone leave no room for a prefix: nothing is to be added then
   */
  public boolean announce(PathAttributes path) {
    end();
    Optional<NextHop> hop = path.nextHop();
    if (hop.isEmpty()) {
      throw new IllegalArgumentException("an announcement without a next hop: " + path);
    }
    boolean multiprotocol = !family.equals(AddressFamily.IPV4_UNICAST) || hop.get().isIpv6();
    withdrawing = false;
    attributes.clear();
    try {
      AttributeListCodec.encode(
          multiprotocol ? path.without(AttributeType.NEXT_HOP) : path, session, attributes);
    } catch (java.nio.BufferOverflowException e) {
      return false;
    }
    attributes.flip();
    out.clear();
    MessageFramer.begin(MessageType.UPDATE.code(), out);
    out.putShort((short) 0);
    attributesAt = out.position();
    out.putShort((short) 0);
    multiprotocolAt = 0;
    limit = session.largestMessage();
    if (attributes.remaining() + 64 > limit - out.position()) {
      return false;
    }
    if (multiprotocol) {
      beginMultiprotocol(AttributeType.MP_REACH_NLRI);
      byte[] octets = hop.get().address().getAddress();
      Optional<byte[]> local = hop.get().linkLocal().map(java.net.InetAddress::getAddress);
      out.put((byte) (octets.length + local.map(l -> l.length).orElse(0))).put(octets);
      local.ifPresent(out::put);
      out.put((byte) 0);
      limit -= attributes.remaining() + 1; // one for a second length octet
    } else {
      out.put(attributes);
      out.putShort(attributesAt, (short) (out.position() - attributesAt - 2));
    }
    prefixesAt = out.position();
    return true;
  }

  /** Begins UPDATEs that withdraw. */
  public void withdraw() {
    end();
    withdrawing = true;
    out.clear();
    MessageFramer.begin(MessageType.UPDATE.code(), out);
    attributesAt = out.position();
    out.putShort((short) 0);
    multiprotocolAt = 0;
    limit = session.largestMessage() - 3;
    if (!family.equals(AddressFamily.IPV4_UNICAST)) {
      attributesAt = out.position();
      out.putShort((short) 0);
      attributes.clear().flip();
      beginMultiprotocol(AttributeType.MP_UNREACH_NLRI);
    }
    prefixesAt = out.position();
  }

  private void beginMultiprotocol(AttributeType type) {
    multiprotocolAt = out.position();
    out.put((byte) type.flags()).put((byte) type.code()).put((byte) 0);
    out.putShort((short) family.afi()).put((byte) family.safi());
  }

  /** Adds a prefix. */
  public void add(Prefix prefix) {
    add(prefix.high(), prefix.low(), prefix.length(), 0);
  }

  /**
   * Adds a prefix by its bits.
   *
   * @param high as in {@link Prefix#high}
   * @param pathId written only where several paths are sent (RFC 7911)
   */
  public void add(long high, long low, int length, int pathId) {
    int count = (length + 7) >> 3;
    if (out.position() + 5 + count > limit) {
      finish();
    }
    if (addPath) {
      out.putInt(pathId);
    }
    if (count <= 4 && out.remaining() > 4) {
      addShort((int) (high >>> 32), length, count);
      return;
    }
    out.put((byte) length);
    for (int i = 0; i < count; i++) {
      out.put((byte) (i < 8 ? high >>> (56 - (8 * i)) : low >>> (120 - (8 * i))));
    }
  }

  /** Four octets are written, of which some may be the next prefix's place. */
  private void addShort(int bits, int length, int count) {
    int at = out.position();
    octets[at] = (byte) length;
    octets[at + 1] = (byte) (bits >>> 24);
    octets[at + 2] = (byte) (bits >>> 16);
    octets[at + 3] = (byte) (bits >>> 8);
    octets[at + 4] = (byte) bits;
    out.position(at + 1 + count);
  }

  /** Writes what has been added and not yet written. */
  public void end() {
    if (prefixesAt > 0 && out.position() > prefixesAt) {
      finish();
    }
    prefixesAt = 0;
  }

  private void finish() {
    int prefixesEnd = out.position();
    if (multiprotocolAt > 0) {
      // The head is written anew for the next message, which may have another length of it.
      AttributeListCodec.endAttribute(multiprotocolAt, out);
      out.put(attributes.rewind());
      out.putShort(attributesAt, (short) (out.position() - attributesAt - 2));
    } else if (withdrawing) {
      out.putShort(attributesAt, (short) (prefixesEnd - prefixesAt));
      out.putShort((short) 0);
    }
    MessageFramer.end(0, out);
    int length = out.position();
    boolean extended = multiprotocolAt > 0 && prefixesEnd - multiprotocolAt - 3 > 255;
    sink.accept(out.flip());
    out.clear().position(prefixesAt);
    if (extended) {
      restoreHead(length);
    }
  }

  /** Undoes the second length octet that {@link AttributeListCodec#endAttribute} has put in. */
  private void restoreHead(int length) {
    int at = multiprotocolAt;
    out.put(at, (byte) (out.get(at) & ~AttributeType.EXTENDED_LENGTH_BIT));
    for (int i = at + 3; i < Math.min(prefixesAt, length); i++) {
      out.put(i, out.get(i + 1));
    }
  }
}
