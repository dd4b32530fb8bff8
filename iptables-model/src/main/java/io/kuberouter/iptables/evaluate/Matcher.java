package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.iptables.Match;
import io.kuberouter.iptables.Option;
import io.kuberouter.iptables.Rule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides whether a rule matches a packet: every option does, or one cannot be decided. */
final class Matcher {

  private final Map<String, IpSet> sets;
  private final Map<String, SetIndex> indexes = new HashMap<>();

  Matcher(Map<String, IpSet> sets) {
    this.sets = Map.copyOf(sets);
  }

  /**
   * {@return whether the rule matches}
   *
   * @throws UndecidableException where no option says no and one is undecidable
   */
  boolean matches(Rule rule, Packet packet) throws UndecidableException {
    UndecidableException open = null;
    for (Option option : rule.header()) {
      try {
        if (header(option, packet) == option.negated()) {
          return false;
        }
      } catch (UndecidableException e) {
        open = e;
      }
    }
    for (Match match : rule.matches()) {
      for (Option option : match.options()) {
        try {
          if (option(match.extension(), option, packet) == option.negated()) {
            return false;
          }
        } catch (UndecidableException e) {
          open = e;
        }
      }
    }
    if (open != null) {
      throw open;
    }
    return true;
  }

  private static String value(Option option) throws UndecidableException {
    if (option.values().size() != 1) {
      throw new UndecidableException(option.name() + " with the values " + option.values());
    }
    return option.values().get(0);
  }

  private static boolean header(Option option, Packet packet) throws UndecidableException {
    String value = value(option);
    return switch (option.name()) {
      case "-s" -> Network.parse(value).contains(packet.source());
      case "-d" -> Network.parse(value).contains(packet.destination());
      case "-i" -> device(value, packet.inInterface());
      case "-o" -> device(value, packet.outInterface());
      case "-p" -> value.equals("all") || value.equals(packet.protocol());
      default -> throw new UndecidableException("option " + option.name());
    };
  }

  private static boolean device(String pattern, String name) {
    return pattern.endsWith("+")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  private boolean option(String extension, Option option, Packet packet)
      throws UndecidableException {
    return switch (extension + " " + option.name()) {
      case "comment --comment" -> !option.negated();
      case "tcp --dport", "udp --dport", "sctp --dport" ->
          inRange(value(option), packet.destinationPort());
      case "tcp --sport", "udp --sport", "sctp --sport" ->
          inRange(value(option), packet.sourcePort());
      case "multiport --dports" -> inRanges(option, packet.destinationPort());
      case "multiport --sports" -> inRanges(option, packet.sourcePort());
      case "multiport --ports" ->
          inRanges(option, packet.sourcePort()) || inRanges(option, packet.destinationPort());
      case "set --match-set" -> inSet(option, packet);
      case "mark --mark" -> mark(value(option), packet.mark());
      case "conntrack --ctstate", "state --state" ->
          Arrays.asList(value(option).split(",")).contains(packet.conntrackState());
      case "physdev --physdev-is-bridged" -> packet.bridged();
      case "addrtype --src-type" -> type(value(option), packet.sourceIsLocal());
      case "addrtype --dst-type" -> type(value(option), packet.destinationIsLocal());
      default -> throw new UndecidableException("match " + extension + " " + option.name());
    };
  }

  private static boolean inRanges(Option option, int port) throws UndecidableException {
    for (String range : value(option).split(",", -1)) {
      if (inRange(range, port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inRange(String range, int port) throws UndecidableException {
    String[] ends = range.split(":", -1);
    try {
      int first = ends[0].isEmpty() ? 0 : Integer.parseInt(ends[0]);
      String end = ends[ends.length - 1];
      int last = end.isEmpty() ? 65535 : Integer.parseInt(end);
      return port >= first && port <= last;
    } catch (NumberFormatException e) {
      throw new UndecidableException("port " + range);
    }
  }

  private boolean inSet(Option option, Packet packet) throws UndecidableException {
    List<String> values = option.values();
    IpSet set = sets.get(values.get(0));
    if (set == null || values.size() != 2) {
      throw new UndecidableException("set " + String.join(" ", values) + " is not given");
    }
    SetIndex index = indexes.get(set.name());
    if (index == null) {
      index = new SetIndex(set);
      indexes.put(set.name(), index);
    }
    return index.holds(packet, values.get(1));
  }

  private static boolean mark(String value, long mark) throws UndecidableException {
    long[] number = marked(value);
    return (mark & number[1]) == number[0];
  }

  /** {@return a value and its mask, of {@code 0x1/0xff} or {@code 0x1}} */
  static long[] marked(String text) throws UndecidableException {
    String[] halves = text.split("/", 2);
    try {
      return new long[] {
        Long.decode(halves[0]), halves.length == 2 ? Long.decode(halves[1]) : 0xffffffffL
      };
    } catch (NumberFormatException e) {
      throw new UndecidableException("mark " + text);
    }
  }

  private static boolean type(String types, boolean local) throws UndecidableException {
    if (!types.equals("LOCAL")) {
      throw new UndecidableException("address type " + types);
    }
    return local;
  }
}
