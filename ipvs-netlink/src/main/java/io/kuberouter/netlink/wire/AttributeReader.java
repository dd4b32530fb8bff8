package io.kuberouter.netlink.wire;

import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.UnknownAttribute;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads a message: first its fixed header, with the {@code raw…} methods and {@link #skip}, then
 * its attributes: {@link #next} moves to one, the typed methods read it. Each length is checked
 * before it is used. Not thread safe.
 */
public final class AttributeReader {

  private final ByteBuffer in;
  private final int limit;
  private int type;
  private int start;
  private int length;
  private int following;

  /** Reads {@code length} bytes from {@code offset} of the array, which is not copied. */
  public AttributeReader(byte[] bytes, int offset, int length) {
    this(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), offset, length);
  }

  /**
   * Reads {@code length} bytes from {@code offset} of a buffer in the host's order, which is not
   * copied, and whose position does not matter.
   */
  public AttributeReader(ByteBuffer bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.capacity());
    this.in = bytes;
    this.limit = offset + length;
    this.following = offset;
  }

  private int header(int bytes) throws WireFormatException {
    int at = following;
    if (bytes > limit - at) {
      throw new WireFormatException(
          "message ends at " + limit + ", within a header of " + bytes + " bytes at " + at);
    }
    following += bytes;
    return at;
  }

  /** Skips bytes of the fixed header in front of the attributes. */
  public AttributeReader skip(int bytes) throws WireFormatException {
    header(bytes);
    return this;
  }

  /** {@return the next byte of the fixed header, unsigned} */
  public int rawU8() throws WireFormatException {
    return in.get(header(1)) & 0xff;
  }

  /** {@return the next 16 bits of the fixed header, in the host's order} */
  public int rawU16() throws WireFormatException {
    return in.getShort(header(2)) & 0xffff;
  }

  /** {@return the next 32 bits of the fixed header, in the host's order} */
  public long rawU32() throws WireFormatException {
    return in.getInt(header(4)) & 0xffff_ffffL;
  }

  /** {@return whether anything is left} */
  public boolean hasMore() {
    return following < limit;
  }

  /** {@return a copy of all that is left} */
  public byte[] rest() {
    byte[] copy = new byte[Math.max(0, limit - following)];
    in.get(following, copy);
    following = limit;
    return copy;
  }

  /** {@return the next bytes of the fixed header} */
  public byte[] rawBytes(int bytes) throws WireFormatException {
    byte[] copy = new byte[bytes];
    in.get(header(bytes), copy);
    return copy;
  }

  /**
   * {@return a reader of the next structure, which begins with its own length in 16 bits, such as
   * {@code rtnexthop}; the length is read already}
   */
  public AttributeReader counted() throws WireFormatException {
    int at = following;
    int size = rawU16();
    if (size < 2 || size > limit - at) {
      throw new WireFormatException(
          "structure at " + at + " of " + size + " bytes where " + (limit - at) + " are left");
    }
    following = Math.min(limit, at + ((size + 3) & ~3));
    return new AttributeReader(in, at + 2, size - 2);
  }

  /** Moves to the next attribute; false at the end. */
  public boolean next() throws WireFormatException {
    int left = limit - following;
    if (left == 0) {
      return false;
    }
    if (left < 4) {
      throw new WireFormatException("attribute header at " + following + " cut to " + left);
    }
    int size = in.getShort(following) & 0xffff;
    if (size < 4 || size > left) {
      throw new WireFormatException(
          "attribute at " + following + " of " + size + " bytes where " + left + " are left");
    }
    type = in.getShort(following + 2) & 0x3fff;
    start = following + 4;
    length = size - 4;
    following = Math.min(limit, following + ((size + 3) & ~3));
    return true;
  }

  /** {@return the attribute's type without its flag bits} */
  public int type() {
    return type;
  }

  /** {@return the length of its content} */
  public int length() {
    return length;
  }

  private void expect(int size) throws WireFormatException {
    if (length < size) {
      throw new WireFormatException(
          "attribute " + type + " at " + start + ": " + size + " bytes expected, found " + length);
    }
  }

  /** {@return an unsigned byte} */
  public int u8() throws WireFormatException {
    expect(1);
    return in.get(start) & 0xff;
  }

  /** {@return 16 bits in the host's order} */
  public int u16() throws WireFormatException {
    expect(2);
    return in.getShort(start) & 0xffff;
  }

  /** {@return 16 bits in network order} */
  public int be16() throws WireFormatException {
    expect(2);
    return ((in.get(start) & 0xff) << 8) | (in.get(start + 1) & 0xff);
  }

  /** {@return 32 bits in the host's order} */
  public long u32() throws WireFormatException {
    expect(4);
    return in.getInt(start) & 0xffff_ffffL;
  }

  /** {@return 32 bits in network order} */
  public int be32() throws WireFormatException {
    expect(4);
    int value = in.getInt(start);
    return in.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  /** {@return 64 bits in the host's order} */
  public long u64() throws WireFormatException {
    expect(8);
    return in.getLong(start);
  }

  /** {@return 64 bits in network order} */
  public long be64() throws WireFormatException {
    return be64At(0);
  }

  /** {@return 64 bits in network order, some bytes into a structure} */
  public long be64At(int offset) throws WireFormatException {
    expect(offset + 8);
    long value = in.getLong(start + offset);
    return in.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }

  /** {@return a copy of the content} */
  public byte[] bytes() {
    byte[] copy = new byte[length];
    in.get(start, copy);
    return copy;
  }

  /** {@return a copy of the content, as a value} */
  public Octets octets() {
    return Octets.of(bytes());
  }

  /** {@return the attribute as it is} */
  public UnknownAttribute unknown() {
    return new UnknownAttribute(in.getShort(start - 2) & 0xffff, octets());
  }

  /** {@return an address of 4 or 16 bytes; 16 bytes stay IPv6} */
  public InetAddress address() throws WireFormatException {
    try {
      return length == 16
          ? Inet6Address.getByAddress(null, bytes(), -1)
          : InetAddress.getByAddress(bytes());
    } catch (UnknownHostException e) {
      throw new WireFormatException(
          "attribute " + type + " at " + start + ": address of " + length + " bytes");
    }
  }

  /** {@return the content as text, to its first zero} */
  public String string() {
    int end = 0;
    while (end < length && in.get(start + end) != 0) {
      end++;
    }
    byte[] text = new byte[end];
    in.get(start, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** {@return a reader of the attributes inside} */
  public AttributeReader nested() {
    return new AttributeReader(in, start, length);
  }
}
