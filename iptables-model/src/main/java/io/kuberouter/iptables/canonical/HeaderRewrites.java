package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.syntax.Protocols;
import io.kuberouter.iptables.term.InterfacePattern;
import io.kuberouter.iptables.term.IpBlock;
import java.util.List;
import java.util.Optional;

/** Changes of what stands in the IP header: addresses, interfaces, protocols. */
final class HeaderRewrites {

  private static final IpFamily V4 = IpFamily.IPV4;
  private static final IpFamily V6 = IpFamily.IPV6;

  /** In the order in which they are made. */
  static final List<Rewrite<?>> ALL =
      List.of(
          new Rewrite<>(
              "source block",
              "bits outside of the mask are cleared; the block of all addresses goes away",
              V4,
              "-s 10.1.2.3/8",
              "-s 10.0.0.0/8",
              SourceMatch.class,
              (family, m) ->
                  isAll(m.negated(), m.block())
                      ? Optional.empty()
                      : m.block().masked() == m.block()
                          ? Optional.of(m)
                          : Optional.of(new SourceMatch(m.negated(), m.block().masked()))),
          new Rewrite<>(
              "destination block",
              "the same for destinations",
              V6,
              "-d fd00::1/64",
              "-d fd00::/64",
              DestinationMatch.class,
              (family, m) ->
                  isAll(m.negated(), m.block())
                      ? Optional.empty()
                      : m.block().masked() == m.block()
                          ? Optional.of(m)
                          : Optional.of(new DestinationMatch(m.negated(), m.block().masked()))),
          new Rewrite<>(
              "any incoming interface",
              "a pattern of all interfaces goes away",
              V4,
              "-i + -j ACCEPT",
              "-j ACCEPT",
              InInterfaceMatch.class,
              (family, m) -> isAll(m.negated(), m.iface()) ? Optional.empty() : Optional.of(m)),
          new Rewrite<>(
              "any outgoing interface",
              "a pattern of all interfaces goes away",
              V6,
              "-o + -j ACCEPT",
              "-j ACCEPT",
              OutInterfaceMatch.class,
              (family, m) -> isAll(m.negated(), m.iface()) ? Optional.empty() : Optional.of(m)),
          new Rewrite<>(
              "protocol name",
              "numbers and aliases become the name; the number of all protocols goes away",
              V4,
              "-p 6 -j ACCEPT",
              "-p tcp -j ACCEPT",
              ProtocolMatch.class,
              (family, m) -> protocol(m)));

  private HeaderRewrites() {}

  private static boolean isAll(boolean negated, IpBlock block) {
    return !negated && block.length() == 0;
  }

  private static boolean isAll(boolean negated, InterfacePattern pattern) {
    return !negated && pattern.text().equals("+");
  }

  private static Optional<ProtocolMatch> protocol(ProtocolMatch match) {
    Optional<Integer> number = Protocols.number(match.protocol());
    if (number.isEmpty()) {
      return Optional.of(match);
    }
    if (number.get() == 0 && !match.negated()) {
      return Optional.empty();
    }
    String name = Protocols.name(number.get()).orElse(String.valueOf(number.get()));
    return Optional.of(
        name.equals(match.protocol()) ? match : new ProtocolMatch(match.negated(), name));
  }
}
