package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a neighbour has been told of each prefix, by path identifier: only where several paths are
 * told (RFC 7911). For one thread.
 */
final class ToldPaths {

  private final PrefixIndex prefixes;
  private final Map<Integer, Map<Integer, PathAttributes>> told = new HashMap<>();

  ToldPaths(PrefixIndex prefixes) {
    this.prefixes = prefixes;
  }

  int size() {
    return told.size();
  }

  /** Forgets with which attributes the paths to a prefix were told, so that they are told again. */
  void dropAttributes(int prefix) {
    Map<Integer, PathAttributes> paths = told.get(prefix);
    if (paths != null) {
      paths.replaceAll((id, attributes) -> PathAttributes.EMPTY);
    }
  }

  /**
   * Tells of a prefix where what is to be known of it differs from what was told; keeps {@code
   * now}.
   *
   * @return whether the neighbour knows paths to it then
   */
  boolean tell(int prefix, Map<Integer, PathAttributes> now, RouteWriter out) {
    Map<Integer, PathAttributes> before = told.getOrDefault(prefix, Map.of());
    // RFC 8654 section 4: a path that does not fit is not told, and what was told of it goes
    now.entrySet().removeIf(path -> !announce(prefix, path.getKey(), path.getValue(), before, out));
    withdraw(prefix, before, now, out);
    if (now.isEmpty()) {
      told.remove(prefix);
    } else {
      told.put(prefix, now);
    }
    return !now.isEmpty();
  }

  /** Tells of a path unless it was told so before; {@return whether the neighbour knows it then} */
  private boolean announce(
      int prefix,
      int id,
      PathAttributes attributes,
      Map<Integer, PathAttributes> before,
      RouteWriter out) {
    boolean known = Objects.equals(before.get(id), attributes);
    if (!known && out.announce(attributes)) {
      prefixes.write(prefix, id, out);
      known = true;
    }
    return known;
  }

  private void withdraw(
      int prefix,
      Map<Integer, PathAttributes> before,
      Map<Integer, PathAttributes> now,
      RouteWriter out) {
    boolean begun = false;
    for (Integer id : before.keySet()) {
      if (!now.containsKey(id)) {
        if (!begun) {
          begun = true;
          out.withdraw();
        }
        prefixes.write(prefix, id, out);
      }
    }
  }
}
