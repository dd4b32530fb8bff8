package io.kuberouter.iptables.term;

/**
 * A 32-bit value under a mask, as of marks; written {@code 0x1} or {@code 0x1/0xff}.
 *
 * @param value 0 to 2^32-1
 * @param mask 0 to 2^32-1; all ones where none is written
 */
public record MaskedValue(long value, long mask) implements Term {

  /** All ones: the whole value counts. */
  public static final long ALL = 0xffff_ffffL;

  public MaskedValue {
    Bounds.check("value", value, 0, ALL);
    Bounds.check("mask", mask, 0, ALL);
  }

  /** {@return whether a value agrees under the mask, as the kernel compares} */
  public boolean matches(long other) {
    return (other & mask) == value;
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append("0x").append(Long.toHexString(value));
    if (mask != ALL) {
      out.append("/0x").append(Long.toHexString(mask));
    }
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
