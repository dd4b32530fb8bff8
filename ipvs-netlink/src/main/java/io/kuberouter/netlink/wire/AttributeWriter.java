package io.kuberouter.netlink.wire;

import io.kuberouter.netlink.UnknownAttribute;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes fixed headers and attributes ({@code struct nlattr}) one behind the other, each padded to
 * four bytes. The methods' names give the byte order: {@code u16} is the host's, {@code be16} the
 * network's. Grows as needed; not thread safe.
 */
public final class AttributeWriter {

  /** {@code NLA_F_NESTED}: the attribute holds attributes. */
  private static final int NESTED = 0x8000;

  private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  private void need(int bytes) {
    if (out.remaining() < bytes) {
      ByteBuffer larger =
          ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + bytes))
              .order(ByteOrder.nativeOrder());
      out.flip();
      larger.put(out);
      out = larger;
    }
  }

  private void header(int type, int length) {
    need(4 + length);
    out.putShort(length(4 + length)).putShort((short) type);
  }

  private void pad() {
    need(3);
    while ((out.position() & 3) != 0) {
      out.put((byte) 0);
    }
  }

  /** Writes a byte outside of attributes: part of a fixed header. */
  public AttributeWriter rawU8(int value) {
    need(1);
    out.put((byte) value);
    return this;
  }

  /** Writes 16 bits of a fixed header in the host's order. */
  public AttributeWriter rawU16(int value) {
    need(2);
    out.putShort((short) value);
    return this;
  }

  /** Writes 32 bits of a fixed header in the host's order. */
  public AttributeWriter rawU32(long value) {
    need(4);
    out.putInt((int) value);
    return this;
  }

  /** Writes bytes of a fixed header as they are. */
  public AttributeWriter rawBytes(byte[] bytes) {
    need(bytes.length);
    out.put(bytes);
    return this;
  }

  /** An attribute without content, which says something by being there. */
  public AttributeWriter flag(int type) {
    header(type, 0);
    return this;
  }

  /** An attribute of one byte. */
  public AttributeWriter u8(int type, int value) {
    header(type, 1);
    out.put((byte) value);
    pad();
    return this;
  }

  /** An attribute of 16 bits in the host's order. */
  public AttributeWriter u16(int type, int value) {
    header(type, 2);
    out.putShort((short) value);
    pad();
    return this;
  }

  /** An attribute of 16 bits in network order. */
  public AttributeWriter be16(int type, int value) {
    header(type, 2);
    out.put((byte) (value >> 8)).put((byte) value);
    pad();
    return this;
  }

  /** An attribute of 32 bits in the host's order. */
  public AttributeWriter u32(int type, long value) {
    header(type, 4);
    out.putInt((int) value);
    return this;
  }

  /** An attribute of twice 32 bits in the host's order: a number and its mask. */
  public AttributeWriter u32u32(int type, long first, long second) {
    header(type, 8);
    out.putInt((int) first).putInt((int) second);
    return this;
  }

  /** An attribute of 32 bits in network order. */
  public AttributeWriter be32(int type, int value) {
    header(type, 4);
    out.putInt(out.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
    return this;
  }

  /** An attribute of 64 bits in the host's order. */
  public AttributeWriter u64(int type, long value) {
    header(type, 8);
    out.putLong(value);
    return this;
  }

  /** An attribute of 64 bits in network order. */
  public AttributeWriter be64(int type, long value) {
    header(type, 8);
    out.putLong(out.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value));
    return this;
  }

  /** An attribute of bytes. */
  public AttributeWriter bytes(int type, byte[] value) {
    header(type, value.length);
    out.put(value);
    pad();
    return this;
  }

  /** An attribute of bytes with zeros behind them up to a size: a union's shorter member. */
  public AttributeWriter bytes(int type, byte[] value, int size) {
    if (value.length > size) {
      throw new IllegalArgumentException(value.length + " bytes in an attribute of " + size);
    }
    header(type, size);
    out.put(value);
    for (int i = value.length; i < size; i++) {
      out.put((byte) 0);
    }
    pad();
    return this;
  }

  /** An attribute as it came. */
  public AttributeWriter unknown(UnknownAttribute attribute) {
    return bytes(attribute.type(), attribute.content().toByteArray());
  }

  /** An attribute that is an address, of 4 or 16 bytes. */
  public AttributeWriter address(int type, InetAddress value) {
    return bytes(type, value.getAddress());
  }

  /** An attribute of text with a zero behind it. */
  public AttributeWriter string(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return bytes(type, Arrays.copyOf(text, text.length + 1));
  }

  /** An attribute that holds attributes. */
  public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
    return block(type | NESTED, content);
  }

  /** An attribute that holds what is no attribute, or attributes of the time before the flag. */
  public AttributeWriter block(int type, Consumer<AttributeWriter> content) {
    int start = out.position();
    header(type, 0);
    content.accept(this);
    out.putShort(start, length(out.position() - start));
    pad();
    return this;
  }

  /**
   * Begins an attribute that holds attributes, without the object that {@link #nested} takes.
   *
   * @return what {@link #end} wants to know
   */
  public int begin(int type) {
    int start = out.position();
    header(type | NESTED, 0);
    return start;
  }

  /** Ends what {@link #begin} began. */
  public AttributeWriter end(int start) {
    out.putShort(start, length(out.position() - start));
    return this;
  }

  /** Forgets what has been written, so that the memory serves another message. */
  public AttributeWriter clear() {
    out.clear();
    return this;
  }

  /** {@return how many bytes have been written} */
  public int length() {
    return out.position();
  }

  /** An attribute that holds one attribute for each item, numbered from 1. */
  public <T> AttributeWriter array(
      int type, Iterable<T> items, BiConsumer<T, AttributeWriter> content) {
    return nested(
        type,
        out -> {
          int number = 1;
          for (T item : items) {
            out.nested(number++, inner -> content.accept(item, inner));
          }
        });
  }

  /** A structure that begins with its own length in 16 bits, such as {@code rtnexthop}. */
  public AttributeWriter counted(Consumer<AttributeWriter> content) {
    int start = out.position();
    rawU16(0);
    content.accept(this);
    out.putShort(start, length(out.position() - start));
    pad();
    return this;
  }

  private static short length(int bytes) {
    if (bytes > 0xffff) {
      throw new IllegalArgumentException("attribute of " + bytes + " bytes: at most 65535");
    }
    return (short) bytes;
  }

  /** {@return a copy of what has been written} */
  public byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
