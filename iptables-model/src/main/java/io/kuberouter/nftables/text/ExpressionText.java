package io.kuberouter.nftables.text;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Expressions in the syntax of nft. */
public final class ExpressionText {

  private static final Set<String> DEVICES =
      Set.of("iif", "iifname", "oif", "oifname", "ibrname", "obrname", "sdif", "sdifname");

  private ExpressionText() {}

  /** {@return the text} */
  public static String format(Expression e) {
    if (e instanceof Expression.Value value) {
      return value.text();
    } else if (e instanceof Expression.Numeral number) {
      return Long.toString(number.value());
    } else if (e instanceof Expression.Bool bool) {
      return bool.value() ? "exists" : "missing";
    } else if (e instanceof Expression.Prefix prefix) {
      return prefix.address() + "/" + prefix.length();
    } else if (e instanceof Expression.Range range) {
      return format(range.first()) + "-" + format(range.last());
    } else if (e instanceof Expression.Flags flags) {
      return joined(flags.bits(), ",");
    } else if (e instanceof Expression.SetLiteral set) {
      return "{ " + joined(set.items(), ", ") + " }";
    } else if (e instanceof Expression.MapEntry entry) {
      return format(entry.key()) + " : " + format(entry.data());
    } else if (e instanceof Expression.SetRef ref) {
      return "@" + ref.name();
    } else if (e instanceof Expression.Concat concat) {
      return joined(concat.parts(), " . ");
    } else if (e instanceof Expression.MapLookup map) {
      return format(map.key()) + " map " + format(against(map.key(), map.data()));
    } else if (e instanceof Expression.Binary binary) {
      return operand(binary.left()) + " " + binary.operator() + " " + operand(binary.right());
    } else if (e instanceof Verdict verdict) {
      return verdict.kind().text() + (verdict.chain().isEmpty() ? "" : " " + verdict.chain());
    }
    return selector(e);
  }

  private static String selector(Expression e) {
    if (e instanceof Expression.Payload payload) {
      return payload.protocol() + " " + payload.field();
    } else if (e instanceof Expression.RawPayload raw) {
      return "@" + raw.base() + "," + raw.offset() + "," + raw.length();
    } else if (e instanceof Expression.Meta meta) {
      return DEVICES.contains(meta.key()) ? meta.key() : "meta " + meta.key();
    } else if (e instanceof Expression.Ct ct) {
      return "ct " + ct.direction().map(d -> d + " ").orElse("") + ct.key();
    } else if (e instanceof Expression.Fib fib) {
      return "fib " + String.join(" . ", fib.flags()) + " " + fib.result();
    } else if (e instanceof Expression.Rt rt) {
      return "rt " + rt.key();
    } else if (e instanceof Expression.Unknown unknown) {
      throw new NotPrintableException(unknown.json().toString());
    }
    throw new AssertionError(e); // sealed; NftScriptTest walks the permitted classes
  }

  /** The right side as it is written beside the left: devices in quotes, bits with {@code |}. */
  static Expression against(Expression left, Expression right) {
    return quoted(right, left, false);
  }

  /** The key as it is written in a set of these types. */
  static Expression ofTypes(List<String> types, Expression key) {
    if (key instanceof Expression.Concat concat && concat.parts().size() == types.size()) {
      List<Expression> parts = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        parts.add(ofTypes(List.of(types.get(i)), concat.parts().get(i)));
      }
      return new Expression.Concat(parts);
    }
    boolean device = types.equals(List.of("ifname")) || types.equals(List.of("iface_index"));
    return quoted(key, key, device);
  }

  private static Expression quoted(Expression e, Expression left, boolean always) {
    if (e instanceof Expression.Value value) {
      boolean device =
          always || (left instanceof Expression.Meta meta && DEVICES.contains(meta.key()));
      return device ? new Expression.Value(quote(value.text())) : e;
    } else if (e instanceof Expression.SetLiteral set) {
      return new Expression.SetLiteral(
          set.items().stream().map(item -> quoted(item, left, always)).toList());
    } else if (e instanceof Expression.MapEntry entry) {
      return new Expression.MapEntry(quoted(entry.key(), left, always), entry.data());
    } else if (e instanceof Expression.Concat concat
        && left instanceof Expression.Concat selectors
        && concat.parts().size() == selectors.parts().size()) {
      List<Expression> parts = new ArrayList<>();
      for (int i = 0; i < concat.parts().size(); i++) {
        parts.add(quoted(concat.parts().get(i), selectors.parts().get(i), always));
      }
      return new Expression.Concat(parts);
    }
    return e;
  }

  static String quote(String text) {
    if (text.indexOf('"') >= 0 || text.chars().anyMatch(c -> c < ' ')) {
      throw new NotPrintableException(text);
    }
    return '"' + text + '"';
  }

  /** Bits that are joined: {@code (syn | ack)}; an operation within another in parentheses. */
  static String operand(Expression e) {
    if (e instanceof Expression.Flags flags) {
      return "(" + joined(flags.bits(), " | ") + ")";
    }
    return e instanceof Expression.Binary ? "(" + format(e) + ")" : format(e);
  }

  private static String joined(List<Expression> all, String between) {
    return all.stream().map(ExpressionText::format).collect(Collectors.joining(between));
  }
}
