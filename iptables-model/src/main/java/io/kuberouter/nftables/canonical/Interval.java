package io.kuberouter.nftables.canonical;

import io.kuberouter.nftables.Expression;
import io.kuberouter.text.IpAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Numbers or addresses from one to another.
 *
 * @param bits of an address; 0 for numbers
 */
public record Interval(int bits, BigInteger first, BigInteger last) {

  /** {@return the interval that a value, range or network is; empty for names} */
  public static Optional<Interval> of(Expression e) {
    if (e instanceof Expression.Range range) {
      Optional<Interval> first = of(range.first());
      Optional<Interval> last = of(range.last());
      return first.isPresent() && last.isPresent()
          ? Optional.of(new Interval(first.get().bits, first.get().first, last.get().last))
          : Optional.empty();
    } else if (e instanceof Expression.Prefix prefix) {
      return IpAddresses.parse(prefix.address())
          .map(
              a ->
                  new Interval(
                      IpAddresses.bits(a),
                      number(IpAddresses.masked(a, prefix.length())),
                      number(IpAddresses.last(a, prefix.length()))));
    } else if (e instanceof Expression.Numeral n) {
      BigInteger value = BigInteger.valueOf(n.value());
      return Optional.of(new Interval(0, value, value));
    } else if (e instanceof Expression.Value value) {
      return IpAddresses.parse(value.text())
          .map(a -> new Interval(IpAddresses.bits(a), number(a), number(a)));
    }
    return Optional.empty();
  }

  /** {@return what is printed for it: one value, a network, or a range} */
  public Expression expression() {
    if (first.equals(last)) {
      return value(first);
    }
    BigInteger size = last.subtract(first).add(BigInteger.ONE);
    boolean network = bits > 0 && size.bitCount() == 1 && first.mod(size).signum() == 0;
    return network
        ? new Expression.Prefix(text(first), bits - size.getLowestSetBit())
        : new Expression.Range(value(first), value(last));
  }

  private Expression value(BigInteger number) {
    return bits == 0
        ? new Expression.Numeral(number.longValue())
        : new Expression.Value(text(number));
  }

  private String text(BigInteger number) {
    byte[] digits = number.toByteArray();
    byte[] bytes = new byte[bits / 8];
    int count = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - count, bytes, bytes.length - count, count);
    return IpAddresses.format(IpAddresses.of(bytes));
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  /** {@return whether they have a value in common} */
  public boolean overlaps(Interval other) {
    return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
  }

  /** {@return both as one, where they overlap or stand side by side} */
  public Optional<Interval> joined(Interval other) {
    boolean near =
        bits == other.bits
            && first.compareTo(other.last.add(BigInteger.ONE)) <= 0
            && other.first.compareTo(last.add(BigInteger.ONE)) <= 0;
    return near
        ? Optional.of(new Interval(bits, first.min(other.first), last.max(other.last)))
        : Optional.empty();
  }
}
