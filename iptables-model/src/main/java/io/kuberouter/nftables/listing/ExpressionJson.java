package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Verdict;
import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.listing.Fields.UnknownForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** JSON form of {@link Expression}: two pure functions. */
public final class ExpressionJson {

  private static final Set<String> OPERATORS = Set.of("&", "|", "^", "<<", ">>");
  private static final Set<String> VERDICTS =
      Set.of("accept", "drop", "return", "continue", "jump", "goto");

  private ExpressionJson() {}

  /** {@return the expression} */
  public static Expression decode(Json json) {
    try {
      return known(json);
    } catch (UnknownForm e) {
      return new Expression.Unknown(json);
    }
  }

  private static Expression known(Json json) throws UnknownForm {
    if (json instanceof Json.Str string) {
      return string.value().startsWith("@")
          ? new Expression.SetRef(string.value().substring(1))
          : new Expression.Value(string.value());
    }
    if (json instanceof Json.Num) {
      return new Expression.Numeral(Fields.number(json));
    }
    if (json instanceof Json.Bool bool) {
      return new Expression.Bool(bool.value());
    }
    if (json instanceof Json.Arr array) {
      return new Expression.Flags(all(array));
    }
    if (!(json instanceof Json.Obj object) || object.members().size() != 1) {
      throw new UnknownForm();
    }
    Map.Entry<String, Json> only = object.members().entrySet().iterator().next();
    return named(only.getKey(), only.getValue());
  }

  private static Expression named(String name, Json body) throws UnknownForm {
    if (OPERATORS.contains(name)) {
      List<Expression> two = several(body, 2);
      return new Expression.Binary(name, two.get(0), two.get(1));
    }
    if (VERDICTS.contains(name)) {
      return verdict(name, body);
    }
    return switch (name) {
      case "prefix" -> prefix(Fields.of(body));
      case "range" -> {
        List<Expression> two = several(body, 2);
        yield new Expression.Range(two.get(0), two.get(1));
      }
      case "set" -> new Expression.SetLiteral(items(body));
      case "concat" -> new Expression.Concat(several(body, -1));
      case "payload" -> payload(Fields.of(body));
      case "meta" -> {
        Fields fields = Fields.of(body);
        Expression.Meta meta = new Expression.Meta(Fields.text(fields.need("key")));
        fields.done();
        yield meta;
      }
      case "ct" -> {
        Fields fields = Fields.of(body);
        Expression.Ct ct = new Expression.Ct(Fields.text(fields.need("key")), fields.text("dir"));
        fields.done();
        yield ct;
      }
      case "fib" -> {
        Fields fields = Fields.of(body);
        Expression.Fib fib =
            new Expression.Fib(Fields.text(fields.need("result")), fields.words("flags"));
        fields.done();
        yield fib;
      }
      case "rt" -> {
        Fields fields = Fields.of(body);
        Expression.Rt rt = new Expression.Rt(Fields.text(fields.need("key")));
        fields.done();
        yield rt;
      }
      case "map" -> {
        Fields fields = Fields.of(body);
        Expression.MapLookup map =
            new Expression.MapLookup(decode(fields.need("key")), decode(fields.need("data")));
        fields.done();
        yield map;
      }
      default -> throw new UnknownForm();
    };
  }

  static Verdict verdict(String name, Json body) throws UnknownForm {
    Verdict.Kind kind = null;
    for (Verdict.Kind candidate : Verdict.Kind.values()) {
      kind = candidate.text().equals(name) ? candidate : kind;
    }
    if (kind == null) {
      throw new UnknownForm();
    }
    Fields fields = Fields.of(body);
    String target = fields.text("target").orElse("");
    fields.done();
    if (target.isEmpty() == (kind == Verdict.Kind.JUMP || kind == Verdict.Kind.GOTO)) {
      throw new UnknownForm();
    }
    return new Verdict(kind, target);
  }

  private static Expression prefix(Fields fields) throws UnknownForm {
    String address = Fields.text(fields.need("addr"));
    int length = (int) Fields.number(fields.need("len"));
    fields.done();
    return new Expression.Prefix(address, length);
  }

  private static Expression payload(Fields fields) throws UnknownForm {
    Optional<String> base = fields.text("base");
    Expression result =
        base.isPresent()
            ? new Expression.RawPayload(
                base.get(),
                (int) Fields.number(fields.need("offset")),
                (int) Fields.number(fields.need("len")))
            : new Expression.Payload(
                Fields.text(fields.need("protocol")), Fields.text(fields.need("field")));
    fields.done();
    return result;
  }

  private static List<Expression> all(Json.Arr array) {
    List<Expression> all = new ArrayList<>();
    array.items().forEach(item -> all.add(decode(item)));
    return all;
  }

  private static List<Expression> several(Json body, int count) throws UnknownForm {
    if (!(body instanceof Json.Arr array) || (count >= 0 && array.items().size() != count)) {
      throw new UnknownForm();
    }
    return all(array);
  }

  private static List<Expression> items(Json body) throws UnknownForm {
    if (!(body instanceof Json.Arr array)) {
      return List.of(decode(body));
    }
    List<Expression> items = new ArrayList<>();
    for (Json item : array.items()) {
      items.add(
          item instanceof Json.Arr pair && pair.items().size() == 2
              ? new Expression.MapEntry(decode(pair.items().get(0)), decode(pair.items().get(1)))
              : decode(item));
    }
    return items;
  }

  /** {@return the JSON} */
  public static Json encode(Expression e) {
    if (e instanceof Expression.Value value) {
      return Json.of(value.text());
    } else if (e instanceof Expression.Numeral number) {
      return Json.of(number.value());
    } else if (e instanceof Expression.Bool bool) {
      return new Json.Bool(bool.value());
    } else if (e instanceof Expression.SetRef ref) {
      return Json.of("@" + ref.name());
    } else if (e instanceof Expression.Flags flags) {
      return list(flags.bits());
    } else if (e instanceof Expression.SetLiteral set) {
      return Json.of("set", list(set.items()));
    } else if (e instanceof Expression.MapEntry entry) {
      return list(List.of(entry.key(), entry.data()));
    } else if (e instanceof Expression.Concat concat) {
      return Json.of("concat", list(concat.parts()));
    } else if (e instanceof Expression.Range range) {
      return Json.of("range", list(List.of(range.first(), range.last())));
    } else if (e instanceof Expression.Binary binary) {
      return Json.of(binary.operator(), list(List.of(binary.left(), binary.right())));
    } else if (e instanceof Expression.MapLookup map) {
      return Json.of(
          "map",
          new Fields.Builder()
              .put("key", encode(map.key()))
              .put("data", encode(map.data()))
              .build());
    } else if (e instanceof Expression.Unknown unknown) {
      return unknown.json();
    } else if (e instanceof Verdict verdict) {
      return encodeVerdict(verdict);
    }
    return selector(e);
  }

  private static Json selector(Expression e) {
    Fields.Builder fields = new Fields.Builder();
    if (e instanceof Expression.Prefix prefix) {
      return Json.of(
          "prefix", fields.put("addr", prefix.address()).put("len", prefix.length()).build());
    } else if (e instanceof Expression.Payload payload) {
      fields.put("protocol", payload.protocol()).put("field", payload.field());
      return Json.of("payload", fields.build());
    } else if (e instanceof Expression.RawPayload raw) {
      fields.put("base", raw.base()).put("offset", raw.offset()).put("len", raw.length());
      return Json.of("payload", fields.build());
    } else if (e instanceof Expression.Meta meta) {
      return Json.of("meta", fields.put("key", meta.key()).build());
    } else if (e instanceof Expression.Ct ct) {
      return Json.of("ct", fields.put("key", ct.key()).text("dir", ct.direction()).build());
    } else if (e instanceof Expression.Fib fib) {
      return Json.of("fib", fields.put("result", fib.result()).array("flags", fib.flags()).build());
    } else if (e instanceof Expression.Rt rt) {
      return Json.of("rt", fields.put("key", rt.key()).build());
    }
    throw new AssertionError(e); // sealed; ListingTest walks the permitted classes
  }

  static Json.Obj encodeVerdict(Verdict verdict) {
    Fields.Builder fields = new Fields.Builder();
    if (!verdict.chain().isEmpty()) {
      fields.put("target", verdict.chain());
    }
    return Json.of(verdict.kind().text(), fields.orNull());
  }

  private static Json.Arr list(List<Expression> expressions) {
    return Json.array(expressions.stream().map(ExpressionJson::encode).toList());
  }
}
