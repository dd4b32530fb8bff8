package io.kuberouter.iptables.term;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address under a mask, which may be any bits; written {@code 10.0.0.0/8} or, where the mask is
 * no prefix, {@code 10.0.2.0/255.0.255.0}. Packed: there are many of them.
 */
public sealed interface IpBlock extends Term {

  /** {@return the block of all addresses under this one's first bits, host bits kept} */
  static IpBlock of(InetAddress address, int length) {
    if (address instanceof Inet6Address) {
      Bounds.check("prefix length", length, 0, 128);
      return new V6(
          IpAddresses.bits6(address, 0),
          IpAddresses.bits6(address, 8),
          ones(length),
          ones(length - 64));
    }
    Bounds.check("prefix length", length, 0, 32);
    return new V4(IpAddresses.bits4(address), (int) (ones(length) >>> 32));
  }

  private static long ones(int length) {
    return length <= 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
  }

  /** {@return the address} */
  InetAddress address();

  /** {@return the length of the prefix, or -1 where the mask is none} */
  int length();

  /** {@return whether the mask takes the whole address} */
  boolean isHost();

  /** {@return the same with all bits outside of the mask clear} */
  IpBlock masked();

  /** {@return whether an address agrees under the mask; never one of the other family} */
  boolean contains(InetAddress other);

  /** A block of IPv4. */
  record V4(int bits, int mask) implements IpBlock {

    @Override
    public InetAddress address() {
      return IpAddresses.v4(bits);
    }

    @Override
    public int length() {
      int ones = Integer.bitCount(mask);
      return mask == (ones == 0 ? 0 : -1 << (32 - ones)) ? ones : -1;
    }

    @Override
    public boolean isHost() {
      return mask == -1;
    }

    @Override
    public IpBlock masked() {
      return (bits & ~mask) == 0 ? this : new V4(bits & mask, mask);
    }

    @Override
    public boolean contains(InetAddress other) {
      return other instanceof Inet4Address && (IpAddresses.bits4(other) & mask) == (bits & mask);
    }

    @Override
    public void appendTo(StringBuilder out) {
      IpAddresses.append4(bits, out);
      out.append('/');
      int length = length();
      if (length >= 0) {
        out.append(length);
      } else {
        IpAddresses.append4(mask, out);
      }
    }

    @Override
    public String toString() {
      return Term.spell(this);
    }
  }

  /** A block of IPv6; twice 64 bits each. */
  record V6(long high, long low, long maskHigh, long maskLow) implements IpBlock {

    @Override
    public InetAddress address() {
      return IpAddresses.v6(high, low);
    }

    @Override
    public int length() {
      int ones = Long.bitCount(maskHigh) + Long.bitCount(maskLow);
      return maskHigh == ones(ones) && maskLow == ones(ones - 64) ? ones : -1;
    }

    @Override
    public boolean isHost() {
      return maskHigh == -1 && maskLow == -1;
    }

    @Override
    public IpBlock masked() {
      return (high & ~maskHigh) == 0 && (low & ~maskLow) == 0
          ? this
          : new V6(high & maskHigh, low & maskLow, maskHigh, maskLow);
    }

    @Override
    public boolean contains(InetAddress other) {
      return other instanceof Inet6Address
          && (IpAddresses.bits6(other, 0) & maskHigh) == (high & maskHigh)
          && (IpAddresses.bits6(other, 8) & maskLow) == (low & maskLow);
    }

    @Override
    public void appendTo(StringBuilder out) {
      IpAddresses.append6(high, low, out);
      out.append('/');
      int length = length();
      if (length >= 0) {
        out.append(length);
      } else {
        IpAddresses.append6(maskHigh, maskLow, out);
      }
    }

    @Override
    public String toString() {
      return Term.spell(this);
    }
  }
}
