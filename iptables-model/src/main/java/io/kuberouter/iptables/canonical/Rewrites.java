package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.AhMatch;
import io.kuberouter.iptables.match.ConnlimitMatch;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.EspMatch;
import io.kuberouter.iptables.match.FragMatch;
import io.kuberouter.iptables.match.HashlimitMatch;
import io.kuberouter.iptables.match.IcmpMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.IpvsMatch;
import io.kuberouter.iptables.match.LimitMatch;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.RecentMatch;
import io.kuberouter.iptables.match.RtMatch;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.match.TcpMatch;
import io.kuberouter.iptables.match.TimeMatch;
import io.kuberouter.iptables.match.UdpMatch;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.target.ConnmarkTarget;
import io.kuberouter.iptables.target.HmarkTarget;
import io.kuberouter.iptables.target.MarkTarget;
import io.kuberouter.iptables.target.NetmapTarget;
import io.kuberouter.iptables.target.RejectTarget;
import io.kuberouter.iptables.target.TproxyTarget;
import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.InterfacePattern;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.Rate;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All known changes; seen with iptables 1.8.9, legacy and nft, on Linux 6.1 and 6.18. */
public final class Rewrites {

  private static final IpFamily V4 = IpFamily.IPV4;
  private static final IpFamily V6 = IpFamily.IPV6;

  /** In the order in which they are made. */
  public static final List<Rewrite<?>> ALL =
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
              (family, m) -> protocol(m)),
          new Rewrite<>(
              "all ports of TCP",
              "a range of all ports goes away",
              V4,
              "-p tcp --dport 0:65535 --sport 5",
              "-p tcp -m tcp --sport 5",
              TcpMatch.class,
              (family, m) ->
                  isAllPorts(m.sourcePorts()) || isAllPorts(m.destinationPorts())
                      ? Optional.of(
                          new TcpMatch(
                              ports(m.sourcePorts()),
                              ports(m.destinationPorts()),
                              m.option(),
                              m.flags()))
                      : Optional.of(m)),
          new Rewrite<>(
              "all ports of UDP",
              "a range of all ports goes away",
              V6,
              "-p udp --sport 0:65535",
              "-p udp -m udp",
              UdpMatch.class,
              (family, m) ->
                  isAllPorts(m.sourcePorts()) || isAllPorts(m.destinationPorts())
                      ? Optional.of(
                          new UdpMatch(ports(m.sourcePorts()), ports(m.destinationPorts())))
                      : Optional.of(m)),
          new Rewrite<>(
              "any ICMP",
              "type 255 with any code is any type",
              V4,
              "-p icmp --icmp-type 255/0",
              "-p icmp -m icmp --icmp-type any",
              IcmpMatch.class,
              (family, m) ->
                  m.type().value().type() == 255 && !m.type().value().equals(IcmpType.ANY)
                      ? Optional.of(
                          new IcmpMatch(new Negatable<>(m.type().negated(), IcmpType.ANY)))
                      : Optional.of(m)),
          new Rewrite<>(
              "rate",
              "is kept as the time for one packet, and listed in the largest unit that fits",
              V4,
              "-m limit --limit 60/min --limit-burst 5",
              "-m limit --limit 1/sec",
              LimitMatch.class,
              (family, m) -> {
                Rate rate = rate(m.rate(), 10_000);
                return Optional.of(rate.equals(m.rate()) ? m : new LimitMatch(rate, m.burst()));
              }),
          new Rewrite<>(
              "mask of connlimit",
              "is the whole address where none is given",
              V4,
              "-m connlimit --connlimit-upto 5",
              "-m connlimit --connlimit-upto 5 --connlimit-mask 32 --connlimit-saddr",
              ConnlimitMatch.class,
              (family, m) ->
                  Optional.of(
                      m.mask().isPresent()
                          ? m
                          : new ConnlimitMatch(
                              m.above(),
                              m.limit(),
                              Optional.of(family == V4 ? 32 : 128),
                              m.byDestination()))),
          new Rewrite<>(
              "burst of hashlimit",
              "is 5 packets where none is given; the rate is listed as that of limit, and the time"
                  + " after which idle entries go where its unit has changed",
              V4,
              "-m hashlimit --hashlimit-upto 60/min --hashlimit-name rw1",
              "-m hashlimit --hashlimit-upto 1/sec --hashlimit-burst 5 --hashlimit-name rw1"
                  + " --hashlimit-htable-expire 60000",
              HashlimitMatch.class,
              (family, m) -> Optional.of(hashlimit(m))),
          new Rewrite<>(
              "mask of recent",
              "is the whole address where none is given",
              V6,
              "-m recent --set",
              "-m recent --set --name DEFAULT"
                  + " --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource",
              RecentMatch.class,
              (family, m) ->
                  Optional.of(
                      m.mask().isPresent()
                          ? m
                          : new RecentMatch(
                              m.action(),
                              m.seconds(),
                              m.reap(),
                              m.hitCount(),
                              m.sameTtl(),
                              m.list(),
                              Optional.of(ones(family)),
                              m.byDestination()))),
          new Rewrite<>(
              "ends of time",
              "are the ends of the day where only one is given, and the last second of 32 bits"
                  + " where no last date is",
              V4,
              "-m time --timestart 01:00:00",
              "-m time --timestart 01:00:00 --timestop 23:59:59 --datestop 2038-01-19T03:14:07",
              TimeMatch.class,
              (family, m) -> Optional.of(time(m))),
          new Rewrite<>(
              "any fragment",
              "a range of all identifications goes away",
              V6,
              "-m frag --fragid 0:4294967295 --fragmore",
              "-m frag --fragmore",
              FragMatch.class,
              (family, m) ->
                  m.id().equals(Optional.of(Negatable.is(new NumberRange(0, MaskedValue.ALL))))
                      ? Optional.of(
                          new FragMatch(
                              Optional.empty(),
                              m.length(),
                              m.reservedZero(),
                              m.first(),
                              m.more(),
                              m.last()))
                      : Optional.of(m)),
          new Rewrite<>(
              "any index of ESP",
              "a range of all numbers goes away",
              V4,
              "-p esp -m esp --espspi 0:4294967295",
              "-p esp -m esp",
              EspMatch.class,
              (family, m) ->
                  isAllNumbers(m.spi())
                      ? Optional.of(new EspMatch(Optional.empty()))
                      : Optional.of(m)),
          new Rewrite<>(
              "any index of AH",
              "a range of all numbers goes away",
              V4,
              "-p ah -m ah --ahspi 0:4294967295",
              "-p ah -m ah",
              AhMatch.class,
              (family, m) ->
                  isAllNumbers(m.spi())
                      ? Optional.of(new AhMatch(Optional.empty(), m.length(), m.reservedZero()))
                      : Optional.of(m)),
          new Rewrite<>(
              "any segments of a Routing header",
              "a range of all numbers goes away",
              V6,
              "-m rt --rt-segsleft 0:4294967295",
              "-m rt",
              RtMatch.class,
              (family, m) ->
                  isAllNumbers(m.segmentsLeft())
                      ? Optional.of(
                          new RtMatch(
                              m.type(),
                              Optional.empty(),
                              m.length(),
                              m.reservedZero(),
                              m.addresses(),
                              m.notStrict()))
                      : Optional.of(m)),
          new Rewrite<>(
              "any virtual service",
              "is not listed; the match alone says it",
              V4,
              "-m ipvs --ipvs",
              "-m ipvs",
              IpvsMatch.class,
              (family, m) ->
                  m.ipvs().equals(Optional.of(true))
                      ? Optional.of(
                          new IpvsMatch(
                              Optional.empty(),
                              m.protocol(),
                              m.address(),
                              m.port(),
                              m.direction(),
                              m.method(),
                              m.controlPort()))
                      : Optional.of(m)),
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

  private Rewrites() {}

  private static boolean isAll(boolean negated, IpBlock block) {
    return !negated && block.length() == 0;
  }

  private static boolean isAll(boolean negated, InterfacePattern pattern) {
    return !negated && pattern.text().equals("+");
  }

  private static final Map<Integer, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry(1, "icmp"),
          Map.entry(2, "igmp"),
          Map.entry(4, "ipencap"),
          Map.entry(6, "tcp"),
          Map.entry(17, "udp"),
          Map.entry(33, "dccp"),
          Map.entry(41, "ipv6"),
          Map.entry(47, "gre"),
          Map.entry(50, "esp"),
          Map.entry(51, "ah"),
          Map.entry(58, "ipv6-icmp"),
          Map.entry(89, "ospf"),
          Map.entry(103, "pim"),
          Map.entry(108, "ipcomp"),
          Map.entry(112, "vrrp"),
          Map.entry(132, "sctp"),
          Map.entry(135, "mobility-header"),
          Map.entry(136, "udplite"));

  private static Optional<ProtocolMatch> protocol(ProtocolMatch match) {
    String text = match.protocol();
    Integer number = HeaderNames.PROTOCOLS.get(text);
    if (number == null && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      number = Integer.parseInt(text);
    }
    if (number == null) {
      return Optional.of(match);
    }
    if (number == 0 && !match.negated()) {
      return Optional.empty();
    }
    String name = PROTOCOLS.getOrDefault(number, text);
    return Optional.of(name.equals(text) ? match : new ProtocolMatch(match.negated(), name));
  }

  private static boolean isAllNumbers(Optional<Negatable<NumberRange>> numbers) {
    return numbers.equals(Optional.of(Negatable.is(new NumberRange(0, MaskedValue.ALL))));
  }

  private static boolean isAllPorts(Optional<Negatable<PortRange>> ports) {
    return ports.isPresent() && ports.get().equals(Negatable.is(PortRange.ALL));
  }

  private static Optional<Negatable<PortRange>> ports(Optional<Negatable<PortRange>> ports) {
    return isAllPorts(ports) ? Optional.empty() : ports;
  }

  /** The kernel keeps the time for one packet in parts of a second, rounded down. */
  private static Rate rate(Rate rate, long scale) {
    long period = scale * rate.unit().seconds() / rate.amount();
    if (period == 0) {
      return rate; // the tool refuses it
    }
    Rate.Unit[] units = {Rate.Unit.DAY, Rate.Unit.HOUR, Rate.Unit.MINUTE, Rate.Unit.SECOND};
    int i = 1;
    for (; i < units.length; i++) {
      long whole = scale * units[i].seconds();
      if (period > whole || whole / period < whole % period) {
        break;
      }
    }
    Rate.Unit unit = units[i - 1];
    return new Rate(Math.min(scale * unit.seconds() / period, Integer.MAX_VALUE), unit);
  }

  /** Idle entries go after one unit of the rate as typed; listed is that where it is another. */
  private static HashlimitMatch hashlimit(HashlimitMatch match) {
    String rate = match.rate();
    Optional<Long> expire = match.expire();
    boolean bytes = rate.endsWith("b/s");
    for (Rate.Unit unit : Rate.Unit.values()) {
      if (!bytes && !match.rateMatch() && rate.endsWith("/" + unit)) {
        long amount = Long.parseLong(rate.substring(0, rate.indexOf('/')));
        Rate listed = rate(new Rate(amount, unit), 1_000_000);
        long idle = expire.orElse(unit.seconds() * 1000L);
        expire = idle == listed.unit().seconds() * 1000L ? Optional.empty() : Optional.of(idle);
        rate = listed.toString();
        break;
      }
    }
    Optional<String> burst = match.burst().isPresent() || bytes ? match.burst() : Optional.of("5");
    return rate.equals(match.rate()) && burst.equals(match.burst()) && expire.equals(match.expire())
        ? match
        : new HashlimitMatch(
            match.above(),
            rate,
            burst,
            match.mode(),
            match.table(),
            match.size(),
            match.most(),
            match.collect(),
            expire,
            match.sourceMask(),
            match.destinationMask(),
            match.rateMatch(),
            match.rateInterval());
  }

  private static TimeMatch time(TimeMatch match) {
    boolean day = match.timeStart().isPresent() || match.timeStop().isPresent();
    Optional<String> start = match.timeStart().or(() -> Optional.of("00:00:00"));
    Optional<String> stop = match.timeStop().or(() -> Optional.of("23:59:59"));
    TimeMatch full =
        new TimeMatch(
            day ? start : Optional.empty(),
            day ? stop : Optional.empty(),
            match.monthDays(),
            match.weekDays(),
            match.dateStart(),
            match.dateStop().or(() -> Optional.of("2038-01-19T03:14:07")),
            match.kernelZone(),
            match.contiguous());
    return full.equals(match) ? match : full;
  }

  private static InetAddress ones(IpFamily family) {
    return family == V4 ? IpAddresses.v4(-1) : IpAddresses.v6(-1, -1);
  }

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
