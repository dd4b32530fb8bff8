package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Hook;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.SetDefinition;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Statement;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.listing.Fields.UnknownForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** JSON form of chains, rules, sets and elements; the table that holds them stands in each. */
final class ObjectJson {

  private ObjectJson() {}

  static Fields.Builder in(TableKey table) {
    return new Fields.Builder().put("family", table.family().text()).put("table", table.name());
  }

  static Chain decodeChain(Fields fields) throws UnknownForm {
    String name = Fields.text(fields.need("name"));
    Optional<String> hook = fields.text("hook");
    if (hook.isEmpty()) {
      return Chain.regular(name);
    }
    return Chain.base(
        name,
        new Hook(
            Fields.text(fields.need("type")),
            hook.get(),
            fields.integer("prio").orElse(0),
            fields.text("policy").orElse("accept"),
            fields.words("dev").stream().findFirst()));
  }

  static Json.Obj encodeChain(TableKey table, Chain chain) {
    Fields.Builder fields = in(table).put("name", chain.name());
    chain
        .hook()
        .ifPresent(
            hook ->
                fields
                    .put("type", hook.type())
                    .put("hook", hook.hook())
                    .text("dev", hook.device())
                    .put("prio", hook.priority())
                    .put("policy", hook.policy()));
    return fields.build();
  }

  static Rule decodeRule(Fields fields) throws UnknownForm {
    List<Statement> statements = new ArrayList<>();
    if (fields.need("expr") instanceof Json.Arr array) {
      array.items().forEach(item -> statements.add(StatementJson.decode(item)));
    }
    return new Rule(statements, fields.text("comment"));
  }

  static Fields.Builder encodeRule(TableKey table, String chain, Rule rule) {
    return in(table)
        .put("chain", chain)
        .text("comment", rule.comment())
        .put("expr", Json.array(rule.statements().stream().map(StatementJson::encode).toList()));
  }

  static SetDefinition decodeSet(Fields fields, boolean isMap) throws UnknownForm {
    List<Json> statements = new ArrayList<>();
    if (fields.any("stmt").orElse(new Json.Null()) instanceof Json.Arr array) {
      statements.addAll(array.items());
    }
    return new SetDefinition(
        Fields.text(fields.need("name")),
        fields.words("type"),
        isMap ? Optional.of(Fields.text(fields.need("map"))) : Optional.empty(),
        fields.words("flags"),
        fields.number("timeout"),
        fields.number("gc-interval"),
        fields.number("size"),
        fields.text("policy"),
        fields.text("comment"),
        statements);
  }

  static Json.Obj encodeSet(TableKey table, SetDefinition set) {
    Fields.Builder fields =
        in(table)
            .put("name", set.name())
            .words("type", set.keyType())
            .text("map", set.dataType())
            .text("comment", set.comment())
            .array("flags", set.flags())
            .number("timeout", set.timeout())
            .number("gc-interval", set.gcInterval())
            .number("size", set.size())
            .text("policy", set.policy());
    return set.statements().isEmpty()
        ? fields.build()
        : fields.put("stmt", Json.array(set.statements())).build();
  }

  static SetElement decodeElement(Json json, boolean isMap) throws UnknownForm {
    if (!isMap) {
      return element(json, Optional.empty());
    }
    if (json instanceof Json.Arr pair && pair.items().size() == 2) {
      return element(pair.items().get(0), Optional.of(ExpressionJson.decode(pair.items().get(1))));
    }
    throw new UnknownForm();
  }

  private static SetElement element(Json json, Optional<Expression> data) throws UnknownForm {
    if (json instanceof Json.Obj object && object.get("elem").isPresent()) {
      Fields fields = Fields.of(object.get("elem").get());
      return new SetElement(
          ExpressionJson.decode(fields.need("val")),
          data,
          fields.number("timeout"),
          fields.text("comment")); // expires and counters are the kernel's
    }
    return new SetElement(
        ExpressionJson.decode(json), data, OptionalLong.empty(), Optional.empty());
  }

  static Json encodeElement(SetElement element) {
    Json key = ExpressionJson.encode(element.key());
    if (element.timeout().isPresent() || element.comment().isPresent()) {
      key =
          Json.of(
              "elem",
              new Fields.Builder()
                  .put("val", key)
                  .number("timeout", element.timeout())
                  .text("comment", element.comment())
                  .build());
    }
    if (element.data().isEmpty()) {
      return key;
    }
    return Json.array(List.of(key, ExpressionJson.encode(element.data().get())));
  }
}
