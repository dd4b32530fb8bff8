package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Statement;
import io.kuberouter.nftables.Verdict;
import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.listing.Fields.UnknownForm;
import java.util.Map;
import java.util.Optional;

/** JSON form of {@link Statement}: two pure functions. */
public final class StatementJson {

  private StatementJson() {}

  /** {@return the statement} */
  public static Statement decode(Json json) {
    try {
      if (json instanceof Json.Obj object && object.members().size() == 1) {
        Map.Entry<String, Json> only = object.members().entrySet().iterator().next();
        return known(only.getKey(), only.getValue());
      }
      return new Statement.Unknown(json);
    } catch (UnknownForm e) {
      return new Statement.Unknown(json);
    }
  }

  private static Statement known(String name, Json body) throws UnknownForm {
    if (name.equals("counter") && body instanceof Json.Str ref) {
      return new Statement.CounterRef(ref.value());
    } else if (name.equals("quota") && body instanceof Json.Str ref) {
      return new Statement.QuotaRef(ref.value());
    } else if (name.equals("limit") && body instanceof Json.Str ref) {
      return new Statement.LimitRef(ref.value());
    }
    Fields fields = Fields.of(body);
    Statement statement =
        switch (name) {
          case "match" ->
              new Statement.Match(
                  Fields.text(fields.need("op")),
                  ExpressionJson.decode(fields.need("left")),
                  ExpressionJson.decode(fields.need("right")));
          case "counter" ->
              new Statement.Counter(
                  fields.number("packets").orElse(0), fields.number("bytes").orElse(0));
          case "vmap" ->
              new Statement.VerdictMap(
                  ExpressionJson.decode(fields.need("key")),
                  ExpressionJson.decode(fields.need("data")));
          case "log" -> log(fields);
          case "reject" -> new Statement.Reject(fields.text("type"), fields.text("expr"));
          case "snat", "dnat", "masquerade", "redirect" -> nat(name, fields);
          case "mangle" ->
              new Statement.Mangle(
                  ExpressionJson.decode(fields.need("key")),
                  ExpressionJson.decode(fields.need("value")));
          case "limit" -> limit(fields);
          case "set" ->
              new Statement.SetUpdate(
                  Fields.text(fields.need("op")),
                  ExpressionJson.decode(fields.need("elem")),
                  setName(Fields.text(fields.need("set"))));
          case "notrack" -> new Statement.NoTrack();
          default -> ExpressionJson.verdict(name, body);
        };
    if (!(statement instanceof Verdict)) {
      fields.done();
    }
    return statement;
  }

  private static String setName(String text) throws UnknownForm {
    if (!text.startsWith("@")) {
      throw new UnknownForm();
    }
    return text.substring(1);
  }

  private static Statement.Log log(Fields fields) throws UnknownForm {
    return new Statement.Log(
        fields.text("prefix"),
        fields.integer("group"),
        fields.integer("snaplen"),
        fields.integer("queue-threshold"),
        fields.text("level"),
        fields.words("flags"));
  }

  private static Statement.Nat nat(String name, Fields fields) throws UnknownForm {
    return new Statement.Nat(
        name,
        fields.text("family"),
        fields.any("addr").map(ExpressionJson::decode),
        fields.any("port").map(ExpressionJson::decode),
        fields.words("flags"));
  }

  private static Statement.Limit limit(Fields fields) throws UnknownForm {
    return new Statement.Limit(
        Fields.number(fields.need("rate")),
        fields.text("rate_unit"),
        Fields.text(fields.need("per")),
        fields.number("burst").orElse(5),
        fields.text("burst_unit"),
        fields.bool("inv"));
  }

  /** {@return the JSON} */
  public static Json encode(Statement s) {
    Fields.Builder fields = new Fields.Builder();
    if (s instanceof Verdict verdict) {
      return ExpressionJson.encodeVerdict(verdict);
    } else if (s instanceof Statement.Match match) {
      fields
          .put("op", match.operator())
          .put("left", ExpressionJson.encode(match.left()))
          .put("right", ExpressionJson.encode(match.right()));
      return Json.of("match", fields.build());
    } else if (s instanceof Statement.Counter counter) {
      fields.put("packets", counter.packets()).put("bytes", counter.bytes());
      return Json.of("counter", fields.build());
    } else if (s instanceof Statement.CounterRef ref) {
      return Json.of("counter", Json.of(ref.name()));
    } else if (s instanceof Statement.QuotaRef ref) {
      return Json.of("quota", Json.of(ref.name()));
    } else if (s instanceof Statement.LimitRef ref) {
      return Json.of("limit", Json.of(ref.name()));
    } else if (s instanceof Statement.VerdictMap map) {
      fields
          .put("key", ExpressionJson.encode(map.key()))
          .put("data", ExpressionJson.encode(map.data()));
      return Json.of("vmap", fields.build());
    } else if (s instanceof Statement.Log log) {
      fields
          .text("prefix", log.prefix())
          .number("group", log.group())
          .number("snaplen", log.snapLength())
          .number("queue-threshold", log.queueThreshold())
          .text("level", log.level())
          .words("flags", log.flags());
      return Json.of("log", fields.orNull());
    } else if (s instanceof Statement.Reject reject) {
      return Json.of(
          "reject", fields.text("type", reject.type()).text("expr", reject.code()).orNull());
    } else if (s instanceof Statement.Unknown unknown) {
      return unknown.json();
    }
    return further(s, fields);
  }

  private static Json further(Statement s, Fields.Builder fields) {
    if (s instanceof Statement.Nat nat) {
      expression(fields.text("family", nat.family()), "addr", nat.address());
      expression(fields, "port", nat.port());
      return Json.of(nat.kind(), fields.words("flags", nat.flags()).orNull());
    } else if (s instanceof Statement.Mangle mangle) {
      fields
          .put("key", ExpressionJson.encode(mangle.key()))
          .put("value", ExpressionJson.encode(mangle.value()));
      return Json.of("mangle", fields.build());
    } else if (s instanceof Statement.Limit limit) {
      fields
          .put("rate", limit.rate())
          .put("burst", limit.burst())
          .put("per", limit.per())
          .isTrue("inv", limit.over())
          .text("rate_unit", limit.rateUnit())
          .text("burst_unit", limit.burstUnit());
      return Json.of("limit", fields.build());
    } else if (s instanceof Statement.SetUpdate update) {
      fields
          .put("op", update.operation())
          .put("elem", ExpressionJson.encode(update.element()))
          .put("set", "@" + update.set());
      return Json.of("set", fields.build());
    } else if (s instanceof Statement.NoTrack) {
      return Json.of("notrack", new Json.Null());
    }
    throw new AssertionError(s); // sealed; ListingTest walks the permitted classes
  }

  private static void expression(
      Fields.Builder fields, String name, Optional<Expression> expression) {
    expression.ifPresent(e -> fields.put(name, ExpressionJson.encode(e)));
  }
}
