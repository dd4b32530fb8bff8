package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the kernel's tools change on the way through, one rewrite for each known change. */
final class Canonical {

  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "1",
          "icmp",
          "6",
          "tcp",
          "17",
          "udp",
          "58",
          "ipv6-icmp",
          "icmpv6",
          "ipv6-icmp",
          "132",
          "sctp",
          "0",
          "all");

  private static final Map<String, String> ICMP =
      Map.of(
          "echo-reply",
          "0",
          "destination-unreachable",
          "3",
          "echo-request",
          "8",
          "time-exceeded",
          "11");

  private static final Map<String, String> ICMPV6 =
      Map.of(
          "destination-unreachable",
          "1",
          "packet-too-big",
          "2",
          "time-exceeded",
          "3",
          "parameter-problem",
          "4",
          "echo-request",
          "128",
          "echo-reply",
          "129",
          "neighbor-solicitation",
          "135",
          "neighbour-solicitation",
          "135",
          "neighbor-advertisement",
          "136",
          "neighbour-advertisement",
          "136");

  private Canonical() {}

  static String protocol(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return PROTOCOLS.getOrDefault(lower, lower);
  }

  /** {@return the extension that a protocol's own options belong to} */
  static String extensionOf(String protocol) {
    return protocol.equals("ipv6-icmp") ? "icmp6" : protocol;
  }

  /** {@return the option as it is listed; empty when it is not listed at all} */
  static Optional<Option> option(IpFamily family, String extension, Option option) {
    List<String> v = option.values();
    return switch (extension + " " + option.name()) {
      case "ipvs --ipvs" -> Optional.empty();
      case "icmp --icmp-type" -> one(option, ICMP.getOrDefault(v.get(0), v.get(0)));
      case "icmp6 --icmpv6-type" -> one(option, ICMPV6.getOrDefault(v.get(0), v.get(0)));
      case "limit --limit" ->
          one(
              option,
              v.get(0)
                  .replaceFirst("/m(in(ute)?)?$", "/min")
                  .replaceFirst("/s(ec(ond)?)?$", "/sec")
                  .replaceFirst("/h(our)?$", "/hour")
                  .replaceFirst("/d(ay)?$", "/day"));
      case "mark --mark", "connmark --mark" -> one(option, mark(v.get(0)));
      case "ipvs --vaddr" -> one(option, Addresses.canonical(family, v.get(0)));
      case "MARK --set-xmark" -> one(option, xmark(v.get(0), false));
      case "MARK --set-mark" ->
          Optional.of(new Option(false, "--set-xmark", List.of(xmark(v.get(0), true))));
      case "set --match-set" -> Optional.of(option);
      default -> Optional.of(option);
    };
  }

  private static Optional<Option> one(Option option, String value) {
    return Optional.of(new Option(option.negated(), option.name(), List.of(value)));
  }

  private static String mark(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return hex(number(text));
    }
    long mask = number(text.substring(slash + 1));
    String value = hex(number(text.substring(0, slash)));
    return mask == 0xffff_ffffL ? value : value + "/" + hex(mask);
  }

  private static String xmark(String text, boolean or) {
    int slash = text.indexOf('/');
    long value = number(slash < 0 ? text : text.substring(0, slash));
    long mask = slash < 0 ? 0xffff_ffffL : number(text.substring(slash + 1));
    return hex(value) + "/" + hex(or ? mask | value : mask);
  }

  private static long number(String text) {
    return Long.decode(text);
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** {@return the options that a target is listed with when it was written without} */
  static List<Option> defaults(IpFamily family, String target, List<Option> options) {
    if (target.equals("REJECT") && options.isEmpty()) {
      String with = family == IpFamily.IPV6 ? "icmp6-port-unreachable" : "icmp-port-unreachable";
      return List.of(new Option(false, "--reject-with", List.of(with)));
    }
    return options;
  }
}
