package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.AhMatch;
import io.kuberouter.iptables.match.ConnlimitMatch;
import io.kuberouter.iptables.match.EspMatch;
import io.kuberouter.iptables.match.FragMatch;
import io.kuberouter.iptables.match.HashlimitMatch;
import io.kuberouter.iptables.match.IcmpMatch;
import io.kuberouter.iptables.match.IpvsMatch;
import io.kuberouter.iptables.match.LimitMatch;
import io.kuberouter.iptables.match.RecentMatch;
import io.kuberouter.iptables.match.RtMatch;
import io.kuberouter.iptables.match.TcpMatch;
import io.kuberouter.iptables.match.TimeMatch;
import io.kuberouter.iptables.match.UdpMatch;
import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.Rate;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Changes of matches: what is left out and what is filled in. */
final class MatchRewrites {

  private static final IpFamily V4 = IpFamily.IPV4;
  private static final IpFamily V6 = IpFamily.IPV6;

  /** A rewrite that the nft tool makes, and the legacy tool does not. */
  static final String TURNED = "negated ports from 0";

  /** In the order in which they are made. */
  static final List<Rewrite<?>> ALL =
      List.of(
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
              TURNED,
              "the nft tool lists the other ports; the legacy tool lists both as they are",
              V4,
              "-p tcp ! --dport 0:80",
              "-p tcp -m tcp --dport 81:65535",
              TcpMatch.class,
              (family, m) ->
                  isTurned(m.sourcePorts()) || isTurned(m.destinationPorts())
                      ? Optional.of(
                          new TcpMatch(
                              turned(m.sourcePorts()),
                              turned(m.destinationPorts()),
                              m.option(),
                              m.flags()))
                      : Optional.of(m)),
          new Rewrite<>(
              TURNED + " of UDP",
              "the same for UDP",
              V6,
              "-p udp ! --sport 0:9",
              "-p udp -m udp --sport 10:65535",
              UdpMatch.class,
              (family, m) ->
                  isTurned(m.sourcePorts()) || isTurned(m.destinationPorts())
                      ? Optional.of(
                          new UdpMatch(turned(m.sourcePorts()), turned(m.destinationPorts())))
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
                Rate rate = Rates.listed(m.rate(), 10_000);
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
              (family, m) -> Optional.of(Rates.hashlimit(m))),
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
                      : Optional.of(m)));

  private MatchRewrites() {}

  private static boolean isAllNumbers(Optional<Negatable<NumberRange>> numbers) {
    return numbers.equals(Optional.of(Negatable.is(new NumberRange(0, MaskedValue.ALL))));
  }

  private static boolean isAllPorts(Optional<Negatable<PortRange>> ports) {
    return ports.isPresent() && ports.get().equals(Negatable.is(PortRange.ALL));
  }

  private static boolean isTurned(Optional<Negatable<PortRange>> ports) {
    return ports.isPresent()
        && ports.get().negated()
        && ports.get().value().first() == 0
        && ports.get().value().last() > 0
        && ports.get().value().last() < 65535;
  }

  private static Optional<Negatable<PortRange>> turned(Optional<Negatable<PortRange>> ports) {
    return isTurned(ports)
        ? ports.map(p -> Negatable.is(new PortRange(p.value().last() + 1, 65535)))
        : ports;
  }

  private static Optional<Negatable<PortRange>> ports(Optional<Negatable<PortRange>> ports) {
    return isAllPorts(ports) ? Optional.empty() : ports;
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
}
