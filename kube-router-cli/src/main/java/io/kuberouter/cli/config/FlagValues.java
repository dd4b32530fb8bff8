package io.kuberouter.cli.config;

import io.kuberouter.sync.cluster.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The flags of one command line, read by type; an error names the flag and what it takes. */
final class FlagValues {

  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private FlagValues() {}

  /** {@return what stands between the flags} */
  List<String> words() {
    return words;
  }

  /** {@return the flags that were given, in their order} */
  Set<String> names() {
    return given.keySet();
  }

  static FlagValues read(List<String> arguments) throws UsageException {
    FlagValues values = new FlagValues();
    values.take(arguments);
    return values;
  }

  private void take(List<String> arguments) throws UsageException {
    int at = 0;
    while (at < arguments.size()) {
      String argument = arguments.get(at++);
      String name;
      String value = null;
      if (argument.equals("--")) {
        words.addAll(arguments.subList(at, arguments.size()));
        return;
      } else if (argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
        value = equals < 0 ? null : argument.substring(equals + 1);
      } else if (argument.startsWith("-") && argument.length() > 1) {
        String found = Flags.SHORT.get(argument.charAt(1));
        if (found == null) {
          throw new UsageException("unknown short flag: " + argument);
        }
        name = found;
        String rest = argument.substring(2);
        value = rest.isEmpty() ? null : rest.startsWith("=") ? rest.substring(1) : rest;
      } else {
        words.add(argument);
        continue;
      }
      Flags.Flag flag = flag(name);
      if (value == null) {
        if (flag.type() == Flags.Type.BOOL) {
          value = "true";
        } else if (at < arguments.size()) {
          value = arguments.get(at++);
        } else {
          throw new UsageException("flag needs an argument: --" + name);
        }
      }
      List<String> values = given.computeIfAbsent(name, n -> new ArrayList<>());
      if (flag.type() == Flags.Type.LIST) {
        values.addAll(value.isEmpty() ? List.of() : List.of(value.split(",", -1)));
      } else {
        values.clear();
        values.add(value);
      }
    }
  }

  static Flags.Flag flag(String name) throws UsageException {
    Flags.Flag flag = Flags.ORIGINAL.getOrDefault(name, Flags.OURS.get(name));
    if (flag == null) {
      throw new UsageException("unknown flag: --" + name);
    }
    return flag;
  }

  String text(String name) throws UsageException {
    List<String> values = given.getOrDefault(name, List.of());
    return values.isEmpty() ? flag(name).otherwise() : values.get(0);
  }

  static UsageException bad(String name, String value, String expected) {
    return new UsageException(
        "invalid argument \"" + value + "\" for --" + name + ": expected " + expected);
  }

  boolean bool(String name) throws UsageException {
    String text = text(name);
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw bad(name, text, "true or false");
    };
  }

  long number(String name, long least, long most) throws UsageException {
    return number(name, text(name), least, most);
  }

  static long number(String name, String text, long least, long most) throws UsageException {
    try {
      long value = Long.decode(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(name, text, "a number from " + least + " to " + most);
  }

  Duration duration(String name) throws UsageException {
    try {
      return GoDuration.parse(text(name));
    } catch (IllegalArgumentException e) {
      throw bad(name, text(name), String.valueOf(e.getMessage()));
    }
  }

  List<String> list(String name) throws UsageException {
    if (given.containsKey(name)) {
      return given.getOrDefault(name, List.of());
    }
    String otherwise = flag(name).otherwise();
    return otherwise.isEmpty() ? List.of() : List.of(otherwise.split(","));
  }

  List<Cidr> cidrs(String name) throws UsageException {
    List<Cidr> cidrs = new ArrayList<>();
    for (String text : list(name)) {
      try {
        cidrs.add(Cidr.parse(text));
      } catch (IllegalArgumentException e) {
        throw bad(name, text, "a CIDR such as 10.96.0.0/12");
      }
    }
    return cidrs;
  }

  /** A value that no type allows is an error even where nothing is done with it. */
  void checkType(Flags.Flag flag) throws UsageException {
    switch (flag.type()) {
      case BOOL -> bool(flag.name());
      case UINT -> number(flag.name(), 0, 0xffffffffL);
      case DURATION -> duration(flag.name());
      case STRING, LIST -> {}
    }
  }
}
