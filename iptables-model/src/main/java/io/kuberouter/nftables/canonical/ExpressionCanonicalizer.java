package io.kuberouter.nftables.canonical;

import io.kuberouter.nftables.Expression;
import io.kuberouter.text.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Expressions as they are compared: addresses as the C library prints them, networks without host
 * bits, a network of one address as that, items of nameless sets and bits in one order, items side
 * by side as one where ranges are among them, a set of one item as that.
 */
final class ExpressionCanonicalizer {

  private ExpressionCanonicalizer() {}

  static Expression canonical(Expression e) {
    if (e instanceof Expression.Value value) {
      return IpAddresses.parse(value.text())
          .<Expression>map(a -> new Expression.Value(IpAddresses.format(a)))
          .orElse(e);
    } else if (e instanceof Expression.Prefix prefix) {
      return prefix(prefix);
    } else if (e instanceof Expression.Range range) {
      Expression first = canonical(range.first());
      Expression last = canonical(range.last());
      return first.equals(last) ? first : new Expression.Range(first, last);
    } else if (e instanceof Expression.Flags flags) {
      List<Expression> bits = sorted(flags.bits());
      return bits.size() == 1 ? bits.get(0) : new Expression.Flags(bits);
    } else if (e instanceof Expression.SetLiteral set) {
      List<Expression> items = sorted(joined(all(set.items())));
      return items.size() == 1 && !(items.get(0) instanceof Expression.MapEntry)
          ? items.get(0)
          : new Expression.SetLiteral(items);
    } else if (e instanceof Expression.MapEntry entry) {
      return new Expression.MapEntry(element(entry.key()), canonical(entry.data()));
    } else if (e instanceof Expression.Concat concat) {
      return new Expression.Concat(all(concat.parts()));
    } else if (e instanceof Expression.MapLookup map) {
      return new Expression.MapLookup(canonical(map.key()), canonical(map.data()));
    } else if (e instanceof Expression.Binary binary) {
      return new Expression.Binary(
          binary.operator(), canonical(binary.left()), canonical(binary.right()));
    }
    return e;
  }

  private static List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(ExpressionCanonicalizer::canonical).toList();
  }

  private static List<Expression> sorted(List<Expression> expressions) {
    List<Expression> sorted = new ArrayList<>(all(expressions));
    sorted.sort(Comparator.comparing(Object::toString));
    return sorted;
  }

  /** What a set stores: a range of addresses that is a network is printed as that. */
  static Expression element(Expression typed) {
    Expression e = canonical(typed);
    return e instanceof Expression.Range ? Interval.of(e).map(Interval::expression).orElse(e) : e;
  }

  /** With a range or network among them, items side by side become one. */
  private static List<Expression> joined(List<Expression> items) {
    boolean intervals =
        items.stream()
            .anyMatch(i -> i instanceof Expression.Range || i instanceof Expression.Prefix);
    List<Interval> all = new ArrayList<>();
    for (Expression item : items) {
      Interval.of(item).ifPresent(all::add);
    }
    if (!intervals || all.size() < items.size()) {
      return items;
    }
    all.sort(Comparator.comparing(Interval::first));
    List<Interval> joined = new ArrayList<>();
    for (Interval next : all) {
      int last = joined.size() - 1;
      Optional<Interval> both = last < 0 ? Optional.empty() : joined.get(last).joined(next);
      if (both.isPresent()) {
        joined.set(last, both.get());
      } else {
        joined.add(next);
      }
    }
    return joined.stream().map(Interval::expression).toList();
  }

  private static Expression prefix(Expression.Prefix prefix) {
    Optional<InetAddress> address = IpAddresses.parse(prefix.address());
    if (address.isEmpty() || prefix.length() > IpAddresses.bits(address.get())) {
      return prefix;
    }
    String masked = IpAddresses.format(IpAddresses.masked(address.get(), prefix.length()));
    return prefix.length() == IpAddresses.bits(address.get())
        ? new Expression.Value(masked)
        : new Expression.Prefix(masked, prefix.length());
  }
}
