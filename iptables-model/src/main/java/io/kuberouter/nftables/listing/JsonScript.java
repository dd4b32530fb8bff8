package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.PlacedRule;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.SetDefinition;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as input of {@code nft -j -f}: one transaction, which may hold what is not known. And
 * rulesets as {@code nft -j list ruleset} prints them, without what this project does not read.
 */
public final class JsonScript {

  private JsonScript() {}

  /** {@return the input; one command on each line from the second on} */
  public static String format(List<Command> commands) {
    StringBuilder out = new StringBuilder("{\"nftables\": [\n");
    String between = "";
    for (Command command : commands) {
      out.append(between).append(JsonWriter.format(encode(command)));
      between = ",\n";
    }
    return out.append("\n]}\n").toString();
  }

  /** {@return the listing} */
  public static Json listing(Ruleset ruleset) {
    List<Json> all = new ArrayList<>();
    for (Table table : ruleset.tables().values()) {
      all.add(Json.of("table", table(table.key())));
      for (NamedObject object : table.objects()) {
        all.add(NamedObjectJson.encode(table.key(), object));
      }
      for (NamedSet set : table.sets().values()) {
        all.add(set(table.key(), set));
      }
      for (Chain chain : table.chains().values()) {
        all.add(Json.of("chain", ObjectJson.encodeChain(table.key(), chain)));
      }
      for (Chain chain : table.chains().values()) {
        for (PlacedRule placed : chain.rules()) {
          all.add(
              Json.of(
                  "rule",
                  ObjectJson.encodeRule(table.key(), chain.name(), placed.rule())
                      .number("handle", placed.handle())
                      .build()));
        }
      }
    }
    return Json.of("nftables", Json.array(all));
  }

  private static Json set(TableKey table, NamedSet set) {
    Json.Obj definition = ObjectJson.encodeSet(table, set.definition());
    String kind = set.definition().isMap() ? "map" : "set";
    if (set.elements().isEmpty()) {
      return Json.of(kind, definition);
    }
    Fields.Builder fields = new Fields.Builder();
    definition.members().forEach(fields::put);
    return Json.of(kind, fields.put("elem", elements(set.elements().values())).build());
  }

  private static Json elements(List<SetElement> elements) {
    return Json.array(elements.stream().map(ObjectJson::encodeElement).toList());
  }

  private static Json.Obj table(TableKey key) {
    return new Fields.Builder().put("family", key.family().text()).put("name", key.name()).build();
  }

  private static Json encode(Command command) {
    TableKey table = command.table();
    if (command instanceof Command.AddTable) {
      return Json.of("add", Json.of("table", table(table)));
    } else if (command instanceof Command.DeleteTable) {
      return Json.of("delete", Json.of("table", table(table)));
    } else if (command instanceof Command.AddChain add) {
      return Json.of("add", Json.of("chain", ObjectJson.encodeChain(table, add.chain())));
    } else if (command instanceof Command.FlushChain flush) {
      return Json.of("flush", named("chain", table, flush.chain()));
    } else if (command instanceof Command.DeleteChain delete) {
      return Json.of("delete", named("chain", table, delete.chain()));
    } else if (command instanceof Command.AddSet add) {
      return Json.of(
          "add",
          Json.of(add.set().isMap() ? "map" : "set", ObjectJson.encodeSet(table, add.set())));
    } else if (command instanceof Command.DeleteSet delete) {
      return Json.of("delete", named(delete.isMap() ? "map" : "set", table, delete.set()));
    } else if (command instanceof Command.AddElements add) {
      return Json.of("add", element(table, add.set(), add.elements()));
    } else if (command instanceof Command.DeleteElements delete) {
      return Json.of("delete", element(table, delete.set(), delete.elements()));
    } else if (command instanceof Command.AddObject add) {
      return Json.of("add", NamedObjectJson.encode(table, add.object()));
    } else if (command instanceof Command.DeleteObject delete) {
      return Json.of("delete", named(delete.object().kind(), table, delete.object().name()));
    }
    return rule(command, table);
  }

  private static Json rule(Command command, TableKey table) {
    if (command instanceof Command.AddRule add) {
      return Json.of(
          "add", Json.of("rule", ObjectJson.encodeRule(table, add.chain(), add.rule()).build()));
    } else if (command instanceof Command.InsertRule insert) {
      return Json.of(
          "insert",
          Json.of(
              "rule",
              ObjectJson.encodeRule(table, insert.chain(), insert.rule())
                  .put("handle", insert.beforeHandle())
                  .build()));
    } else if (command instanceof Command.ReplaceRule replace) {
      return Json.of(
          "replace",
          Json.of(
              "rule",
              ObjectJson.encodeRule(table, replace.chain(), replace.rule())
                  .put("handle", replace.handle())
                  .build()));
    } else if (command instanceof Command.DeleteRule delete) {
      return Json.of(
          "delete",
          Json.of(
              "rule",
              ObjectJson.in(table)
                  .put("chain", delete.chain())
                  .put("handle", delete.handle())
                  .build()));
    }
    throw new AssertionError(command); // sealed; KernelNftablesTest walks the permitted classes
  }

  private static Json.Obj named(String kind, TableKey table, String name) {
    return Json.of(kind, ObjectJson.in(table).put("name", name).build());
  }

  private static Json.Obj element(TableKey table, SetDefinition set, List<SetElement> elements) {
    return Json.of(
        "element",
        ObjectJson.in(table).put("name", set.name()).put("elem", elements(elements)).build());
  }
}
