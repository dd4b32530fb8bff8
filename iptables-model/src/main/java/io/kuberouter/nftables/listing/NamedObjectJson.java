package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.Statement;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.listing.Fields.UnknownForm;
import java.util.Optional;

/** JSON form of {@link NamedObject}s; the table that holds them stands in each. */
final class NamedObjectJson {

  private NamedObjectJson() {}

  /** {@return the object; {@code item} is all of it, {@code kind} the name of its only member} */
  static NamedObject decode(String kind, Json item) throws UnknownForm {
    Fields fields = Fields.of(((Json.Obj) item).get(kind).orElseThrow(UnknownForm::new));
    String name = fields.text("name").orElse("");
    try {
      return known(kind, name, fields, item);
    } catch (UnknownForm e) {
      return new NamedObject.Unknown(kind, name, item);
    }
  }

  private static NamedObject known(String kind, String name, Fields fields, Json item)
      throws UnknownForm {
    Optional<String> comment = fields.text("comment");
    for (String place : new String[] {"family", "table", "handle"}) {
      fields.any(place);
    }
    NamedObject object =
        switch (kind) {
          case "counter" ->
              new NamedObject.Counter(
                  name,
                  fields.number("packets").orElse(0),
                  fields.number("bytes").orElse(0),
                  comment);
          case "quota" ->
              new NamedObject.Quota(
                  name,
                  fields.bool("inv"),
                  Fields.number(fields.need("bytes")),
                  fields.number("used").orElse(0),
                  comment);
          case "limit" -> new NamedObject.Limit(name, rate(fields), comment);
          default -> new NamedObject.Unknown(kind, name, item);
        };
    if (!(object instanceof NamedObject.Unknown)) {
      fields.done();
    }
    return object;
  }

  /** A rate of bytes without a burst is listed without one. */
  private static Statement.Limit rate(Fields fields) throws UnknownForm {
    Optional<String> unit = fields.text("rate_unit");
    return new Statement.Limit(
        Fields.number(fields.need("rate")),
        unit,
        Fields.text(fields.need("per")),
        fields.number("burst").orElse(0),
        fields.text("burst_unit").or(() -> unit.map(u -> "bytes")),
        fields.bool("inv"));
  }

  static Json encode(TableKey table, NamedObject object) {
    if (object instanceof NamedObject.Unknown unknown) {
      return unknown.json();
    }
    Fields.Builder fields = ObjectJson.in(table).put("name", object.name());
    if (object instanceof NamedObject.Counter counter) {
      fields.text("comment", counter.comment());
      fields.put("packets", counter.packets()).put("bytes", counter.bytes());
    } else if (object instanceof NamedObject.Quota quota) {
      fields.text("comment", quota.comment());
      fields.put("bytes", quota.bytes()).put("used", quota.used());
      fields.put("inv", new Json.Bool(quota.over()));
    } else if (object instanceof NamedObject.Limit limit) {
      fields.text("comment", limit.comment());
      rate(limit.rate(), fields);
    }
    return Json.of(object.kind(), fields.build());
  }

  private static void rate(Statement.Limit rate, Fields.Builder fields) {
    fields.put("rate", rate.rate()).put("per", rate.per());
    fields.isTrue("inv", rate.over()).text("rate_unit", rate.rateUnit());
    if (rate.burst() > 0) {
      fields.put("burst", rate.burst()).text("burst_unit", rate.burstUnit());
    }
  }
}
