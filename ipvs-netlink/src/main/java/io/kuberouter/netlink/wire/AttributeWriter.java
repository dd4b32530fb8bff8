package io.kuberouter.netlink.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    need(4 + length + 3);
    out.putShort((short) (4 + length)).putShort((short) type);
  }

  private void pad() {
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
    header(type, size);
    out.put(value);
    for (int i = value.length; i < size; i++) {
      out.put((byte) 0);
    }
    pad();
    return this;
  }

  /** An attribute of text with a zero behind it. */
  public AttributeWriter string(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return bytes(type, Arrays.copyOf(text, text.length + 1));
  }

  /** An attribute that holds attributes. */
  public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
    int start = out.position();
    header(type | NESTED, 0);
    content.accept(this);
    out.putShort(start, (short) (out.position() - start));
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
    out.putShort(start, (short) (out.position() - start));
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

  /** {@return a copy of what has been written} */
  public byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
