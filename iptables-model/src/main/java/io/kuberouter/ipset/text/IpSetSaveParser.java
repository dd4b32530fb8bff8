package io.kuberouter.ipset.text;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@code ipset save} prints; {@link SetScript#format(IpSets)} prints the same bytes. */
public final class IpSetSaveParser {

  private IpSetSaveParser() {}

  /**
   * {@return the sets by name, in order}
   *
   * @throws ParseException with the line that is wrong
   */
  public static Map<String, IpSet> parse(String text) throws ParseException {
    Map<String, IpSet> sets = new LinkedHashMap<>();
    for (IpSet set : parseSets(text).sets()) {
      sets.put(set.name(), set);
    }
    return sets;
  }

  /**
   * {@return the sets}
   *
   * @throws ParseException with the line that is wrong
   */
  public static IpSets parseSets(String text) throws ParseException {
    Map<String, IpSet> sets = new LinkedHashMap<>();
    for (SetChange change : SetScript.parseSaved(text)) {
      if (change instanceof SetChange.Create create) {
        sets.put(change.set(), IpSet.empty(create.definition()));
      } else if (change instanceof SetChange.Add add) {
        sets.computeIfPresent(change.set(), (name, set) -> set.with(add.element()));
      }
    }
    return IpSets.of(sets.values());
  }
}
