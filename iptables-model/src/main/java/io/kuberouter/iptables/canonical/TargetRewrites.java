package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.target.ConnmarkTarget;
import io.kuberouter.iptables.target.HmarkTarget;
import io.kuberouter.iptables.target.MarkTarget;
import io.kuberouter.iptables.target.NetmapTarget;
import io.kuberouter.iptables.target.RejectTarget;
import io.kuberouter.iptables.target.TproxyTarget;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.MaskedValue;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of targets: one form for each operation, and what is filled in. */
final class TargetRewrites {

  private static final IpFamily V4 = IpFamily.IPV4;
  private static final IpFamily V6 = IpFamily.IPV6;

  /** In the order in which they are made. */
  static final List<Rewrite<?>> ALL =
      List.of(
          new Rewrite<>(
              "change of a mark",
              "every change becomes one that clears and flips bits",
              V4,
              "-j MARK --set-mark 0x5/0x3",
              "-j MARK --set-xmark 0x5/0x7",
              MarkTarget.class,
              (family, t) ->
                  t.operation() == MarkTarget.Operation.SET_XMARK
                      ? Optional.of(t)
                      : Optional.of(
                          new MarkTarget(
                              MarkTarget.Operation.SET_XMARK,
                              xmark(t.operation().name(), t.mark())))),
          new Rewrite<>(
              "change of a connection's mark",
              "the same for connections; copies list both masks",
              V4,
              "-j CONNMARK --restore-mark",
              "-j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff",
              ConnmarkTarget.class,
              (family, t) -> Optional.of(connmark(t))),
          new Rewrite<>(
              "answer of REJECT",
              "is that the port is unreachable where none is given",
              V6,
              "-j REJECT",
              "-j REJECT --reject-with icmp6-port-unreachable",
              RejectTarget.class,
              (family, t) ->
                  Optional.of(
                      t.with().isPresent()
                          ? t
                          : new RejectTarget(
                              Optional.of(
                                  family == V4
                                      ? "icmp-port-unreachable"
                                      : "icmp6-port-unreachable")))),
          new Rewrite<>(
              "network of NETMAP",
              "bits outside of the mask are cleared",
              V4,
              "-j NETMAP --to 10.0.0.5/24",
              "-j NETMAP --to 10.0.0.0/24",
              NetmapTarget.class,
              (family, t) ->
                  Optional.of(t.to().masked() == t.to() ? t : new NetmapTarget(t.to().masked()))),
          new Rewrite<>(
              "socket of TPROXY",
              "address and mark are listed as 0 where none are given",
              V4,
              "-p tcp -j TPROXY --on-port 80",
              "-p tcp -j TPROXY --on-port 80 --on-ip 0.0.0.0 --tproxy-mark 0x0/0x0",
              TproxyTarget.class,
              (family, t) ->
                  Optional.of(
                      t.address().isPresent() && t.mark().isPresent()
                          ? t
                          : new TproxyTarget(
                              t.port(),
                              t.address().or(() -> Optional.of(zero(family))),
                              t.mark().or(() -> Optional.of(new MaskedValue(0, 0)))))),
          new Rewrite<>(
              "tuple of HMARK",
              "becomes masks of all bits",
              V4,
              "-j HMARK --hmark-tuple src,sport --hmark-mod 10 --hmark-rnd 1",
              "-j HMARK --hmark-src-prefix 32 --hmark-sport-mask 0xffff"
                  + " --hmark-rnd 0x00000001 --hmark-mod 10",
              HmarkTarget.class,
              (family, t) -> Optional.of(hmark(family, t))));

  private TargetRewrites() {}

  private static InetAddress zero(IpFamily family) {
    return family == V4 ? IpAddresses.v4(0) : IpAddresses.v6(0, 0);
  }

  /** Operations by their names, which the enums of both targets share. */
  private static MaskedValue xmark(String operation, MaskedValue mark) {
    long value = mark.value();
    return switch (operation) {
      case "SET_MARK" -> new MaskedValue(value, mark.mask() | value);
      case "AND_MARK" -> new MaskedValue(0, ~value & MaskedValue.ALL);
      case "OR_MARK" -> new MaskedValue(value, value);
      case "XOR_MARK" -> new MaskedValue(value, 0);
      default -> mark;
    };
  }

  private static ConnmarkTarget connmark(ConnmarkTarget target) {
    ConnmarkTarget.Operation operation = target.operation();
    switch (operation) {
      case SET_XMARK -> {
        return target;
      }
      case SAVE_MARK, RESTORE_MARK -> {
        return target.packetMask().isPresent() && target.connectionMask().isPresent()
            ? target
            : new ConnmarkTarget(
                operation,
                target.mark(),
                target.packetMask().or(() -> Optional.of(MaskedValue.ALL)),
                target.connectionMask().or(() -> Optional.of(MaskedValue.ALL)));
      }
      case SET_MARK, AND_MARK, OR_MARK, XOR_MARK -> {
        return new ConnmarkTarget(
            ConnmarkTarget.Operation.SET_XMARK,
            xmark(operation.name(), target.mark()),
            Optional.empty(),
            Optional.empty());
      }
    }
    throw new AssertionError(operation);
  }

  private static HmarkTarget hmark(IpFamily family, HmarkTarget target) {
    if (target.tuple().isEmpty() || target.tuple().get().equals(List.of("ct"))) {
      return target;
    }
    List<String> tuple = target.tuple().get();
    List<String> rest = new ArrayList<>(tuple);
    rest.retainAll(List.of("ct"));
    Optional<Integer> whole = Optional.of(family == V4 ? 32 : 128);
    return new HmarkTarget(
        tuple.contains("src") ? whole : target.sourcePrefix(),
        tuple.contains("dst") ? whole : target.destinationPrefix(),
        tuple.contains("sport") ? Optional.of(0xffff) : target.sourcePortMask(),
        tuple.contains("dport") ? Optional.of(0xffff) : target.destinationPortMask(),
        tuple.contains("spi") ? Optional.of(MaskedValue.ALL) : target.spiMask(),
        target.sourcePort(),
        target.destinationPort(),
        target.spi(),
        tuple.contains("proto") ? Optional.of(0xff) : target.protocolMask(),
        target.seed(),
        target.modulus(),
        target.offset(),
        rest.isEmpty() ? Optional.empty() : Optional.of(rest));
  }
}
