package io.kuberouter.netlink.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks the attributes of a message: {@link #next} moves to one, the typed methods read it. Each
 * length is checked before it is used. Not thread safe.
 */
public final class AttributeReader {

  private final ByteBuffer in;
  private int type;
  private int start;
  private int length;
  private int following;

  /** Reads {@code length} bytes from {@code offset} of the array, which is not copied. */
  public AttributeReader(byte[] bytes, int offset, int length) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    in.limit(offset + length);
    this.following = offset;
  }

  /** Skips a fixed header in front of the attributes. */
  public AttributeReader skip(int bytes) throws WireFormatException {
    if (following + bytes > in.limit()) {
      throw new WireFormatException(
          "message ends at " + in.limit() + ", within a header of " + bytes + " bytes");
    }
    following += (bytes + 3) & ~3;
    return this;
  }

  /** Moves to the next attribute; false at the end. */
  public boolean next() throws WireFormatException {
    int left = in.limit() - following;
    if (left <= 0) {
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
    following += (size + 3) & ~3;
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
    expect(8);
    long value = in.getLong(start);
    return in.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }

  /** {@return a copy of the content} */
  public byte[] bytes() {
    byte[] copy = new byte[length];
    for (int i = 0; i < length; i++) {
      copy[i] = in.get(start + i);
    }
    return copy;
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
    byte[] all = bytes();
    int end = 0;
    while (end < all.length && all[end] != 0) {
      end++;
    }
    return new String(all, 0, end, StandardCharsets.UTF_8);
  }

  /** {@return a reader of the attributes inside} */
  public AttributeReader nested() {
    return new AttributeReader(in.array(), start, length);
  }
}
