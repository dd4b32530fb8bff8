package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Family;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.PlacedRule;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.json.JsonReader;
import io.kuberouter.nftables.listing.Fields.UnknownForm;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code nft -j list ruleset} prints. */
public final class ListingParser {

  /** A table while it is read. */
  private static final class Draft {
    final List<NamedSet> sets = new ArrayList<>();
    final Map<String, Chain> chains = new LinkedHashMap<>();
    final Map<String, List<PlacedRule>> rules = new LinkedHashMap<>();
    final List<NamedObject> objects = new ArrayList<>();
  }

  private final Map<TableKey, Draft> tables = new LinkedHashMap<>();

  private ListingParser() {}

  /**
   * {@return the ruleset}
   *
   * @throws ParseException where the text is no JSON, or no listing
   */
  public static Ruleset parse(String text) throws ParseException {
    Json json = JsonReader.parse(text);
    if (!(json instanceof Json.Obj root)
        || !(root.get("nftables").orElse(json) instanceof Json.Arr items)) {
      throw new ParseException(1, 1, "{\"nftables\": [ … ]} expected");
    }
    ListingParser parser = new ListingParser();
    int number = 0;
    for (Json item : items.items()) {
      number++;
      try {
        parser.item(item);
      } catch (UnknownForm e) {
        throw new ParseException(1, 1, "object " + number + " is no object of a ruleset");
      }
    }
    return parser.ruleset();
  }

  private Ruleset ruleset() {
    List<Table> all = new ArrayList<>();
    tables.forEach(
        (key, draft) -> {
          Table table = Table.empty(key.family(), key.name()).withObjects(draft.objects);
          for (NamedSet set : draft.sets) {
            table = table.with(set);
          }
          for (Chain chain : draft.chains.values()) {
            table =
                table.with(
                    new Chain(
                        chain.name(),
                        chain.hook(),
                        draft.rules.getOrDefault(chain.name(), List.of())));
          }
          all.add(table);
        });
    return Ruleset.of(all);
  }

  private void item(Json item) throws UnknownForm {
    if (!(item instanceof Json.Obj object) || object.members().size() != 1) {
      throw new UnknownForm();
    }
    Map.Entry<String, Json> only = object.members().entrySet().iterator().next();
    String kind = only.getKey();
    if (kind.equals("metainfo")) {
      return;
    }
    Fields fields = Fields.of(only.getValue());
    Draft draft = draft(fields, kind.equals("table") ? "name" : "table");
    switch (kind) {
      case "table" -> {
        // made by draft
      }
      case "chain" -> {
        Chain chain = ObjectJson.decodeChain(fields);
        draft.chains.put(chain.name(), chain);
      }
      case "rule" ->
          draft
              .rules
              .computeIfAbsent(Fields.text(fields.need("chain")), c -> new ArrayList<>())
              .add(new PlacedRule(fields.number("handle"), ObjectJson.decodeRule(fields)));
      case "set", "map" -> draft.sets.add(set(fields, kind.equals("map")));
      default -> draft.objects.add(NamedObjectJson.decode(kind, item));
    }
  }

  private Draft draft(Fields fields, String name) throws UnknownForm {
    Family family = Family.of(Fields.text(fields.need("family"))).orElseThrow(UnknownForm::new);
    TableKey key = new TableKey(family, Fields.text(fields.need(name)));
    return tables.computeIfAbsent(key, k -> new Draft());
  }

  private static NamedSet set(Fields fields, boolean isMap) throws UnknownForm {
    NamedSet set = NamedSet.empty(ObjectJson.decodeSet(fields, isMap));
    if (fields.any("elem").orElse(new Json.Null()) instanceof Json.Arr array) {
      for (Json item : array.items()) {
        set = set.with(ObjectJson.decodeElement(item, isMap));
      }
    }
    return set;
  }
}
