package io.kuberouter.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a set is made: the {@code create} command.
 *
 * @param name at most 31 bytes, which the tool checks
 * @param options in the order of the text they came from; each kind once
 */
public record SetDefinition(String name, SetType type, List<SetOption> options) {
  public SetDefinition {
    options = List.copyOf(options);
    if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == '"')) {
      throw new IllegalArgumentException("no name of a set: '" + name + "'");
    }
  }

  /** {@return a definition} */
  public static SetDefinition of(String name, String type, SetOption... options) {
    return new SetDefinition(name, SetType.of(type), List.of(options));
  }

  /** {@return the option of a kind} */
  public <T extends SetOption> Optional<T> option(Class<T> kind) {
    return options.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** {@return whether an option of a kind is there} */
  public boolean has(Class<? extends SetOption> kind) {
    return option(kind).isPresent();
  }

  /** {@return the family of its addresses: IPv4 where none is given} */
  public Family family() {
    return option(SetOption.Family.class).map(SetOption.Family::family).orElse(Family.INET);
  }

  /** {@return the same set under another name} */
  public SetDefinition named(String other) {
    return new SetDefinition(other, type, options);
  }

  /** {@return this with an option, in the place of one of its kind or behind all} */
  public SetDefinition with(SetOption option) {
    List<SetOption> changed = new ArrayList<>();
    boolean done = false;
    for (SetOption old : options) {
      boolean replaces = old.getClass() == option.getClass();
      changed.add(replaces ? option : old);
      done |= replaces;
    }
    if (!done) {
      changed.add(option);
    }
    return new SetDefinition(name, type, changed);
  }

  /** {@return this without the options of a kind} */
  public SetDefinition without(Class<? extends SetOption> kind) {
    return new SetDefinition(
        name, type, options.stream().filter(o -> !kind.isInstance(o)).toList());
  }

  /** {@return the command: {@code create NAME TYPE OPTIONS}} */
  public String text() {
    StringBuilder out = new StringBuilder("create ").append(name).append(' ').append(type.name());
    options.forEach(option -> out.append(' ').append(option.text()));
    return out.toString();
  }
}
