package io.kuberouter.iptables.syntax;

import java.util.List;

/**
 * One option that an extension knows.
 *
 * @param name as {@code iptables-save} prints it, with its dashes
 * @param words how many words follow it: 0 to 2, or {@link #MAYBE}
 * @param aliases other names that people may type
 */
public record OptionName(String name, int words, List<String> aliases) {

  /** In place of a number of words: one, unless another option follows. */
  public static final int MAYBE = -1;

  public OptionName {
    aliases = List.copyOf(aliases);
  }

  /** {@return an option without a value} */
  public static OptionName flag(String name, String... aliases) {
    return new OptionName(name, 0, List.of(aliases));
  }

  /** {@return an option with a value} */
  public static OptionName value(String name, String... aliases) {
    return new OptionName(name, 1, List.of(aliases));
  }

  /** {@return an option with two values} */
  public static OptionName pair(String name, String... aliases) {
    return new OptionName(name, 2, List.of(aliases));
  }

  /** {@return whether it goes by this name} */
  public boolean is(String text) {
    return name.equals(text) || aliases.contains(text);
  }

  /** {@return whether this is the beginning of one of its names} */
  public boolean begins(String text) {
    return name.startsWith(text) || aliases.stream().anyMatch(alias -> alias.startsWith(text));
  }
}
