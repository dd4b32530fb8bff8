package io.kuberouter.nftables;

import io.kuberouter.nftables.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a set or map is made.
 *
 * @param keyType one type, or several that are looked up together: {@code ipv4_addr}, {@code
 *     inet_service}
 * @param dataType of a map, with dots between several; {@code verdict} for a verdict map; empty for
 *     a set
 * @param flags {@code constant}, {@code interval}, {@code timeout}, {@code dynamic}
 * @param timeout of elements that say none, in seconds
 * @param gcInterval seconds between clean-ups
 * @param size how many elements it takes
 * @param policy {@code memory}, or absent for performance
 * @param statements of each element, such as a counter, as JSON
 */
public record SetDefinition(
    String name,
    List<String> keyType,
    Optional<String> dataType,
    List<String> flags,
    OptionalLong timeout,
    OptionalLong gcInterval,
    OptionalLong size,
    Optional<String> policy,
    Optional<String> comment,
    List<Json> statements) {
  public SetDefinition {
    keyType = List.copyOf(keyType);
    flags = List.copyOf(flags);
    statements = List.copyOf(statements);
  }

  /** {@return a set} */
  public static SetDefinition set(String name, List<String> keyType, String... flags) {
    return new SetDefinition(
        name,
        keyType,
        Optional.empty(),
        List.of(flags),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** {@return a map; of type {@code verdict}, a verdict map} */
  public static SetDefinition map(
      String name, List<String> keyType, String dataType, String... flags) {
    SetDefinition set = set(name, keyType, flags);
    return new SetDefinition(
        name,
        set.keyType,
        Optional.of(dataType),
        set.flags,
        set.timeout,
        set.gcInterval,
        set.size,
        set.policy,
        set.comment,
        set.statements);
  }

  /** {@return whether it is a map} */
  public boolean isMap() {
    return dataType.isPresent();
  }
}
