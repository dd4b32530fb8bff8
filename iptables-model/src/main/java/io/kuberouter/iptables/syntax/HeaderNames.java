package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.term.AddressRange;
import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.NatRange;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of numbers in packet headers that people type and the tool prints or reads. */
public final class HeaderNames {

  private static final Map<String, IcmpType> ICMP =
      Map.ofEntries(
          Map.entry("any", IcmpType.ANY),
          Map.entry("echo-reply", IcmpType.of(0)),
          Map.entry("pong", IcmpType.of(0)),
          Map.entry("destination-unreachable", IcmpType.of(3)),
          Map.entry("network-unreachable", IcmpType.of(3, 0)),
          Map.entry("host-unreachable", IcmpType.of(3, 1)),
          Map.entry("protocol-unreachable", IcmpType.of(3, 2)),
          Map.entry("port-unreachable", IcmpType.of(3, 3)),
          Map.entry("fragmentation-needed", IcmpType.of(3, 4)),
          Map.entry("source-route-failed", IcmpType.of(3, 5)),
          Map.entry("network-unknown", IcmpType.of(3, 6)),
          Map.entry("host-unknown", IcmpType.of(3, 7)),
          Map.entry("network-prohibited", IcmpType.of(3, 9)),
          Map.entry("host-prohibited", IcmpType.of(3, 10)),
          Map.entry("tos-network-unreachable", IcmpType.of(3, 11)),
          Map.entry("tos-host-unreachable", IcmpType.of(3, 12)),
          Map.entry("communication-prohibited", IcmpType.of(3, 13)),
          Map.entry("host-precedence-violation", IcmpType.of(3, 14)),
          Map.entry("precedence-cutoff", IcmpType.of(3, 15)),
          Map.entry("source-quench", IcmpType.of(4)),
          Map.entry("redirect", IcmpType.of(5)),
          Map.entry("network-redirect", IcmpType.of(5, 0)),
          Map.entry("host-redirect", IcmpType.of(5, 1)),
          Map.entry("tos-network-redirect", IcmpType.of(5, 2)),
          Map.entry("tos-host-redirect", IcmpType.of(5, 3)),
          Map.entry("echo-request", IcmpType.of(8)),
          Map.entry("ping", IcmpType.of(8)),
          Map.entry("router-advertisement", IcmpType.of(9)),
          Map.entry("router-solicitation", IcmpType.of(10)),
          Map.entry("time-exceeded", IcmpType.of(11)),
          Map.entry("ttl-exceeded", IcmpType.of(11)),
          Map.entry("ttl-zero-during-transit", IcmpType.of(11, 0)),
          Map.entry("ttl-zero-during-reassembly", IcmpType.of(11, 1)),
          Map.entry("parameter-problem", IcmpType.of(12)),
          Map.entry("ip-header-bad", IcmpType.of(12, 0)),
          Map.entry("required-option-missing", IcmpType.of(12, 1)),
          Map.entry("timestamp-request", IcmpType.of(13)),
          Map.entry("timestamp-reply", IcmpType.of(14)),
          Map.entry("address-mask-request", IcmpType.of(17)),
          Map.entry("address-mask-reply", IcmpType.of(18)));

  private static final Map<String, IcmpType> ICMP6 =
      Map.ofEntries(
          Map.entry("destination-unreachable", IcmpType.of(1)),
          Map.entry("no-route", IcmpType.of(1, 0)),
          Map.entry("communication-prohibited", IcmpType.of(1, 1)),
          Map.entry("beyond-scope", IcmpType.of(1, 2)),
          Map.entry("address-unreachable", IcmpType.of(1, 3)),
          Map.entry("port-unreachable", IcmpType.of(1, 4)),
          Map.entry("failed-policy", IcmpType.of(1, 5)),
          Map.entry("reject-route", IcmpType.of(1, 6)),
          Map.entry("packet-too-big", IcmpType.of(2)),
          Map.entry("time-exceeded", IcmpType.of(3)),
          Map.entry("ttl-exceeded", IcmpType.of(3)),
          Map.entry("ttl-zero-during-transit", IcmpType.of(3, 0)),
          Map.entry("ttl-zero-during-reassembly", IcmpType.of(3, 1)),
          Map.entry("parameter-problem", IcmpType.of(4)),
          Map.entry("bad-header", IcmpType.of(4, 0)),
          Map.entry("unknown-header-type", IcmpType.of(4, 1)),
          Map.entry("unknown-option", IcmpType.of(4, 2)),
          Map.entry("echo-request", IcmpType.of(128)),
          Map.entry("ping", IcmpType.of(128)),
          Map.entry("echo-reply", IcmpType.of(129)),
          Map.entry("pong", IcmpType.of(129)),
          Map.entry("router-solicitation", IcmpType.of(133)),
          Map.entry("router-advertisement", IcmpType.of(134)),
          Map.entry("neighbour-solicitation", IcmpType.of(135)),
          Map.entry("neighbor-solicitation", IcmpType.of(135)),
          Map.entry("neighbour-advertisement", IcmpType.of(136)),
          Map.entry("neighbor-advertisement", IcmpType.of(136)),
          Map.entry("redirect", IcmpType.of(137)));

  private static final List<String> MOBILITY =
      List.of(
          "binding-refresh-request",
          "home-test-init",
          "careof-test-init",
          "home-test",
          "careof-test",
          "binding-update",
          "binding-acknowledgement",
          "binding-error");

  private static final List<String> MOBILITY_SHORT =
      List.of("brr", "hoti", "coti", "hot", "cot", "bu", "ba", "be");

  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "error", "warning", "notice", "info", "debug");

  private static final Map<String, String> REJECT_4 =
      Map.of(
          "net-unreach", "icmp-net-unreachable",
          "host-unreach", "icmp-host-unreachable",
          "proto-unreach", "icmp-proto-unreachable",
          "port-unreach", "icmp-port-unreachable",
          "net-prohib", "icmp-net-prohibited",
          "host-prohib", "icmp-host-prohibited",
          "tcp-rst", "tcp-reset",
          "admin-prohib", "icmp-admin-prohibited");

  private static final Map<String, String> REJECT_6 =
      Map.of(
          "no-route", "icmp6-no-route",
          "adm-prohibited", "icmp6-adm-prohibited",
          "addr-unreach", "icmp6-addr-unreachable",
          "port-unreach", "icmp6-port-unreachable",
          "policy-fail", "icmp6-policy-fail",
          "reject-route", "icmp6-reject-route");

  private HeaderNames() {}

  /** {@return a type of ICMP by name or {@code type/code}} */
  public static IcmpType icmpType(String word) throws ParseException {
    return icmp(ICMP, word);
  }

  /** {@return a type of ICMPv6 by name or {@code type/code}} */
  public static IcmpType icmp6Type(String word) throws ParseException {
    return icmp(ICMP6, word);
  }

  private static IcmpType icmp(Map<String, IcmpType> names, String word) throws ParseException {
    IcmpType known = names.get(word.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    int slash = word.indexOf('/');
    if (slash < 0) {
      return IcmpType.of(Terms.number(0, 255).parse(word));
    }
    int type = Terms.number(0, 255).parse(word.substring(0, slash));
    int dash = word.indexOf('-', slash);
    int first =
        Terms.number(0, 255).parse(word.substring(slash + 1, dash < 0 ? word.length() : dash));
    return new IcmpType(
        type, first, dash < 0 ? first : Terms.number(0, 255).parse(word.substring(dash + 1)));
  }

  /** {@return types of the Mobility header by number, name or short name} */
  public static NumberRange mobilityTypes(String word) throws ParseException {
    int colon = word.indexOf(':');
    if (colon < 0) {
      int type = mobility(word);
      return new NumberRange(type, type);
    }
    return new NumberRange(
        colon == 0 ? 0 : mobility(word.substring(0, colon)),
        colon == word.length() - 1 ? 255 : mobility(word.substring(colon + 1)));
  }

  private static int mobility(String word) throws ParseException {
    String lower = word.toLowerCase(Locale.ROOT);
    int at = Math.max(MOBILITY.indexOf(lower), MOBILITY_SHORT.indexOf(lower));
    return at >= 0 ? at : Terms.number(0, 255).parse(word);
  }

  /** {@return a log level by name or number} */
  public static int logLevel(String word) throws ParseException {
    String lower = word.toLowerCase(Locale.ROOT);
    int at =
        LEVELS.indexOf(
            switch (lower) {
              case "err" -> "error";
              case "warn" -> "warning";
              case "panic" -> "emerg";
              default -> lower;
            });
    return at >= 0 ? at : Terms.number(0, 7).parse(word);
  }

  /** {@return a code point by the name of its class: EF, BE, CS0 to CS7, AF11 to AF43} */
  public static int dscpClass(String word) throws ParseException {
    String upper = word.toUpperCase(Locale.ROOT);
    if (upper.equals("EF")) {
      return 0x2e;
    }
    if (upper.equals("BE")) {
      return 0;
    }
    if (upper.matches("CS[0-7]")) {
      return 8 * (upper.charAt(2) - '0');
    }
    if (upper.matches("AF[1-4][1-3]")) {
      return 8 * (upper.charAt(2) - '0') + 2 * (upper.charAt(3) - '0');
    }
    throw new ParseException("a class as EF, CS1 or AF11 expected, found \"" + word + "\"");
  }

  /** {@return a type of service by name or {@code value/mask}; without a mask all 8 bits count} */
  public static MaskedValue tos(String word) throws ParseException {
    int named =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "minimize-delay" -> 0x10;
          case "maximize-throughput" -> 0x08;
          case "maximize-reliability" -> 0x04;
          case "minimize-cost" -> 0x02;
          case "normal-service" -> 0;
          default -> -1;
        };
    if (named >= 0) {
      return new MaskedValue(named, 0x3f);
    }
    int slash = word.indexOf('/');
    return new MaskedValue(
        Terms.number(0, 255).parse(slash < 0 ? word : word.substring(0, slash)),
        slash < 0 ? 255 : Terms.number(0, 255).parse(word.substring(slash + 1)));
  }

  /** {@return a type of service as it prints} */
  public static String spellTos(MaskedValue tos) {
    return "0x%02x/0x%02x".formatted(tos.value(), tos.mask());
  }

  /** {@return value and mask, the mask even where it is all ones} */
  public static String valueAndMask(MaskedValue mark) {
    return "0x" + Long.toHexString(mark.value()) + "/0x" + Long.toHexString(mark.mask());
  }

  /** {@return the full name of an answer to a refused packet} */
  public static String rejectWith(IpFamily family, String word) throws ParseException {
    Map<String, String> names = family == IpFamily.IPV4 ? REJECT_4 : REJECT_6;
    String lower = word.toLowerCase(Locale.ROOT);
    String full = names.getOrDefault(lower, lower);
    if (!full.equals("tcp-reset") && !names.containsValue(full)) {
      throw new ParseException(
          "one of "
              + new java.util.TreeSet<>(names.values())
              + " expected, found \""
              + word
              + "\"");
    }
    return full;
  }

  /** {@return ports of {@code 80} or {@code 80-90}} */
  public static PortRange dashedPorts(String word) throws ParseException {
    int dash = word.indexOf('-');
    return dash < 0
        ? PortRange.of(Terms.port(word))
        : new PortRange(Terms.port(word.substring(0, dash)), Terms.port(word.substring(dash + 1)));
  }

  /** {@return ports with a dash} */
  public static String dashed(PortRange ports) {
    return ports.first() == ports.last() ? "" + ports.first() : ports.first() + "-" + ports.last();
  }

  /**
   * {@return what to translate to, of {@code a}, {@code a-b:80-90}, {@code :80}, {@code [a]:80}}
   */
  public static NatRange natRange(IpFamily family, String word) throws ParseException {
    String addresses = word;
    String ports = "";
    int close = word.indexOf(']');
    if (word.startsWith("[") && close > 0) {
      addresses = word.substring(1, close);
      ports = word.substring(close + 1);
    } else {
      int colon =
          family == IpFamily.IPV4 || (word.startsWith(":") && !word.startsWith("::"))
              ? word.indexOf(':')
              : -1;
      if (colon >= 0) {
        addresses = word.substring(0, colon);
        ports = word.substring(colon);
      }
    }
    Optional<AddressRange> range =
        addresses.isEmpty()
            ? Optional.empty()
            : Optional.of(Terms.addressRange(family).parse(addresses));
    if (ports.isEmpty()) {
      return new NatRange(range, Optional.empty(), Optional.empty());
    }
    if (ports.charAt(0) != ':') {
      throw new ParseException("a port behind a colon expected, found \"" + word + "\"");
    }
    int slash = ports.indexOf('/');
    return new NatRange(
        range,
        Optional.of(dashedPorts(ports.substring(1, slash < 0 ? ports.length() : slash))),
        slash < 0 ? Optional.empty() : Optional.of(Terms.port(ports.substring(slash + 1))));
  }
}
