package io.kuberouter.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.nftables.json.Json;
import io.kuberouter.nftables.json.JsonReader;
import io.kuberouter.nftables.json.JsonWriter;
import io.kuberouter.nftables.listing.JsonScript;
import io.kuberouter.nftables.listing.ListingParser;
import io.kuberouter.process.Mutations;
import io.kuberouter.text.ParseException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {

  static String resource(String name) throws Exception {
    try (InputStream in = Objects.requireNonNull(ListingTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Without what is the kernel's: handles of all but rules, expiry, elements' counters. */
  private static Json reduced(Json json, String kind) {
    if (json instanceof Json.Arr array) {
      return Json.array(array.items().stream().map(i -> reduced(i, kind)).toList());
    }
    if (!(json instanceof Json.Obj object)) {
      return json;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              boolean dropped =
                  name.equals("handle")
                          && Set.of("table", "chain", "set", "map", "counter", "quota", "limit")
                              .contains(kind)
                      || name.equals("flags") && kind.equals("table")
                      || Set.of("expires", "counter").contains(name) && kind.equals("elem");
              if (!dropped) {
                members.put(name, reduced(value, name));
              }
            });
    Optional<Json> element = Optional.ofNullable(members.get("elem"));
    boolean bare =
        element.isPresent()
            && element.get() instanceof Json.Obj only
            && only.members().keySet().equals(Set.of("val"));
    return bare ? ((Json.Obj) element.get()).get("val").orElseThrow() : new Json.Obj(members);
  }

  private static Set<Json> objects(Json listing) {
    Json.Arr all = (Json.Arr) ((Json.Obj) listing).get("nftables").orElseThrow();
    Set<Json> objects = new HashSet<>();
    for (Json object : all.items()) {
      if (((Json.Obj) object).get("metainfo").isEmpty()) {
        objects.add(reduced(object, ""));
      }
    }
    return objects;
  }

  /** Listed by nft 1.0.6 from a ruleset with every statement of the model and others. */
  @Test
  void whatIsListedIsWrittenBackWithoutLoss() throws Exception {
    String text = resource("listing.json");
    Json written = JsonScript.listing(ListingParser.parse(text));
    Set<Json> lost = new HashSet<>(objects(JsonReader.parse(text)));
    lost.removeAll(objects(written));
    assertThat(lost).isEmpty();
    assertThat(objects(JsonReader.parse(JsonWriter.format(written)))).isEqualTo(objects(written));
  }

  @Test
  void theListingHoldsEveryKnownFormAndSomeUnknown() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    for (Table table : ListingParser.parse(resource("listing.json")).tables().values()) {
      for (Chain chain : table.chains().values()) {
        chain.bodies().forEach(rule -> rule.statements().forEach(s -> collect(s, seen)));
      }
      for (NamedSet set : table.sets().values()) {
        set.elements().keys().forEach(key -> collect(key, seen));
      }
    }
    assertThat(seen).containsAll(List.of(Statement.class.getPermittedSubclasses()));
    List<Class<?>> expressions =
        new ArrayList<>(List.of(Expression.class.getPermittedSubclasses()));
    expressions.remove(Expression.RawPayload.class); // nft gives it a name where it knows one
    assertThat(seen).containsAll(expressions);
  }

  private static void collect(Object value, Set<Class<?>> seen) {
    if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, seen));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(item -> collect(item, seen));
    } else if (value instanceof Record record
        && record.getClass().getPackage().equals(Table.class.getPackage())) {
      seen.add(record.getClass());
      for (var component : record.getClass().getRecordComponents()) {
        try {
          collect(component.getAccessor().invoke(record), seen);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Test
  void valuesAreTyped() throws Exception {
    Table table =
        ListingParser.parse(resource("listing.json"))
            .table(new TableKey(Family.INET, "f"))
            .orElseThrow();
    assertThat(table.chain("base").orElseThrow().hook())
        .contains(Hook.of("filter", "forward", -5).withPolicy("drop"));
    PlacedRule rule = table.chain("base").orElseThrow().rules().get(2);
    assertThat(rule.handle()).hasValue(20);
    assertThat(rule.rule())
        .isEqualTo(
            Rule.of(
                    new Statement.Match(
                        new Expression.Payload("ip", "saddr"), new Expression.SetRef("s4")),
                    new Statement.Match(
                        new Expression.Payload("tcp", "dport"),
                        new Expression.SetLiteral(
                            List.of(
                                new Expression.Numeral(80),
                                new Expression.Numeral(443),
                                new Expression.Range(
                                    new Expression.Numeral(1000), new Expression.Numeral(2000))))),
                    new Statement.Counter(3, 4),
                    Verdict.ACCEPT)
                .withComment("why"));
    assertThat(table.set("vm").orElseThrow().elements().get(new Expression.Value("1.1.1.1")))
        .contains(SetElement.of(new Expression.Value("1.1.1.1"), Verdict.jump("reg")));
    assertThat(table.objects()).hasSize(2);
  }

  @Test
  void everyCutAndChangedTextIsReadOrRefusedWithItsPlace() throws Exception {
    int count = Mutations.run(resource("small.json"), ListingParser::parse);
    assertThat(count).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nftables\": [}        | 1:15: a value expected, found '}'",
        "{\"nftables\"\\n  1}     | 2:3: ':' expected, found '1'",
        "{\"a\": \"\\\\x\"}       | 1:9: an escape expected, found 'x'",
        "{\"a\": 1                | 1:8: '}' expected, found the end of the text",
        "[1]                      | 1:1: {\"nftables\": [ … ]} expected",
        "{\"nftables\": [{\"rule\": {\"family\": \"ipx\"}}]} | 1:1: object 1 is no object",
      })
  void whatIsWrongIsTold(String text, String message) {
    assertThatThrownBy(() -> ListingParser.parse(text.replace("\\n", "\n").replace("\\\\", "\\")))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> JsonReader.parse(deep))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("at most 100 values in each other");
  }

  @Test
  void escapesAndNumbersSurvive() throws Exception {
    String text =
        "{\"a\\\"\\\\\\n\\u0001\": [1.50, -0e+7, 18446744073709551615, {}, []], \"é\": null}";
    assertThat(JsonWriter.format(JsonReader.parse(text))).isEqualTo(text);
  }
}
