package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.Syntax;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.match.AddrtypeMatchSyntax;
import io.kuberouter.iptables.syntax.match.AhMatchSyntax;
import io.kuberouter.iptables.syntax.match.BpfMatchSyntax;
import io.kuberouter.iptables.syntax.match.CgroupMatchSyntax;
import io.kuberouter.iptables.syntax.match.ClusterMatchSyntax;
import io.kuberouter.iptables.syntax.match.CommentMatchSyntax;
import io.kuberouter.iptables.syntax.match.ConnbytesMatchSyntax;
import io.kuberouter.iptables.syntax.match.ConnlabelMatchSyntax;
import io.kuberouter.iptables.syntax.match.ConnlimitMatchSyntax;
import io.kuberouter.iptables.syntax.match.ConnmarkMatchSyntax;
import io.kuberouter.iptables.syntax.match.ConntrackMatchSyntax;
import io.kuberouter.iptables.syntax.match.CpuMatchSyntax;
import io.kuberouter.iptables.syntax.match.DccpMatchSyntax;
import io.kuberouter.iptables.syntax.match.DevgroupMatchSyntax;
import io.kuberouter.iptables.syntax.match.DscpMatchSyntax;
import io.kuberouter.iptables.syntax.match.DstMatchSyntax;
import io.kuberouter.iptables.syntax.match.EcnMatchSyntax;
import io.kuberouter.iptables.syntax.match.EspMatchSyntax;
import io.kuberouter.iptables.syntax.match.Eui64MatchSyntax;
import io.kuberouter.iptables.syntax.match.FragMatchSyntax;
import io.kuberouter.iptables.syntax.match.HashlimitMatchSyntax;
import io.kuberouter.iptables.syntax.match.HbhMatchSyntax;
import io.kuberouter.iptables.syntax.match.HelperMatchSyntax;
import io.kuberouter.iptables.syntax.match.HlMatchSyntax;
import io.kuberouter.iptables.syntax.match.Icmp6MatchSyntax;
import io.kuberouter.iptables.syntax.match.IcmpMatchSyntax;
import io.kuberouter.iptables.syntax.match.IpcompMatchSyntax;
import io.kuberouter.iptables.syntax.match.IprangeMatchSyntax;
import io.kuberouter.iptables.syntax.match.Ipv6headerMatchSyntax;
import io.kuberouter.iptables.syntax.match.IpvsMatchSyntax;
import io.kuberouter.iptables.syntax.match.LengthMatchSyntax;
import io.kuberouter.iptables.syntax.match.LimitMatchSyntax;
import io.kuberouter.iptables.syntax.match.MacMatchSyntax;
import io.kuberouter.iptables.syntax.match.MarkMatchSyntax;
import io.kuberouter.iptables.syntax.match.MhMatchSyntax;
import io.kuberouter.iptables.syntax.match.MultiportMatchSyntax;
import io.kuberouter.iptables.syntax.match.NfacctMatchSyntax;
import io.kuberouter.iptables.syntax.match.OsfMatchSyntax;
import io.kuberouter.iptables.syntax.match.OwnerMatchSyntax;
import io.kuberouter.iptables.syntax.match.PhysdevMatchSyntax;
import io.kuberouter.iptables.syntax.match.PkttypeMatchSyntax;
import io.kuberouter.iptables.syntax.match.PolicyMatchSyntax;
import io.kuberouter.iptables.syntax.match.QuotaMatchSyntax;
import io.kuberouter.iptables.syntax.match.RateestMatchSyntax;
import io.kuberouter.iptables.syntax.match.RealmMatchSyntax;
import io.kuberouter.iptables.syntax.match.RecentMatchSyntax;
import io.kuberouter.iptables.syntax.match.RpfilterMatchSyntax;
import io.kuberouter.iptables.syntax.match.RtMatchSyntax;
import io.kuberouter.iptables.syntax.match.SctpMatchSyntax;
import io.kuberouter.iptables.syntax.match.SetMatchSyntax;
import io.kuberouter.iptables.syntax.match.SocketMatchSyntax;
import io.kuberouter.iptables.syntax.match.SrhMatchSyntax;
import io.kuberouter.iptables.syntax.match.StateMatchSyntax;
import io.kuberouter.iptables.syntax.match.StatisticMatchSyntax;
import io.kuberouter.iptables.syntax.match.StringMatchSyntax;
import io.kuberouter.iptables.syntax.match.TcpMatchSyntax;
import io.kuberouter.iptables.syntax.match.TcpmssMatchSyntax;
import io.kuberouter.iptables.syntax.match.TimeMatchSyntax;
import io.kuberouter.iptables.syntax.match.TosMatchSyntax;
import io.kuberouter.iptables.syntax.match.TtlMatchSyntax;
import io.kuberouter.iptables.syntax.match.U32MatchSyntax;
import io.kuberouter.iptables.syntax.match.UdpMatchSyntax;
import io.kuberouter.iptables.syntax.target.AcceptTargetSyntax;
import io.kuberouter.iptables.syntax.target.AuditTargetSyntax;
import io.kuberouter.iptables.syntax.target.ChecksumTargetSyntax;
import io.kuberouter.iptables.syntax.target.ClassifyTargetSyntax;
import io.kuberouter.iptables.syntax.target.ClusteripTargetSyntax;
import io.kuberouter.iptables.syntax.target.ConnmarkTargetSyntax;
import io.kuberouter.iptables.syntax.target.ConnsecmarkTargetSyntax;
import io.kuberouter.iptables.syntax.target.CtTargetSyntax;
import io.kuberouter.iptables.syntax.target.DnatTargetSyntax;
import io.kuberouter.iptables.syntax.target.DnptTargetSyntax;
import io.kuberouter.iptables.syntax.target.DropTargetSyntax;
import io.kuberouter.iptables.syntax.target.DscpTargetSyntax;
import io.kuberouter.iptables.syntax.target.EcnTargetSyntax;
import io.kuberouter.iptables.syntax.target.HlTargetSyntax;
import io.kuberouter.iptables.syntax.target.HmarkTargetSyntax;
import io.kuberouter.iptables.syntax.target.IdletimerTargetSyntax;
import io.kuberouter.iptables.syntax.target.LedTargetSyntax;
import io.kuberouter.iptables.syntax.target.LogTargetSyntax;
import io.kuberouter.iptables.syntax.target.MarkTargetSyntax;
import io.kuberouter.iptables.syntax.target.MasqueradeTargetSyntax;
import io.kuberouter.iptables.syntax.target.NetmapTargetSyntax;
import io.kuberouter.iptables.syntax.target.NflogTargetSyntax;
import io.kuberouter.iptables.syntax.target.NfqueueTargetSyntax;
import io.kuberouter.iptables.syntax.target.NotrackTargetSyntax;
import io.kuberouter.iptables.syntax.target.QueueTargetSyntax;
import io.kuberouter.iptables.syntax.target.RateestTargetSyntax;
import io.kuberouter.iptables.syntax.target.RedirectTargetSyntax;
import io.kuberouter.iptables.syntax.target.RejectTargetSyntax;
import io.kuberouter.iptables.syntax.target.ReturnTargetSyntax;
import io.kuberouter.iptables.syntax.target.SecmarkTargetSyntax;
import io.kuberouter.iptables.syntax.target.SetTargetSyntax;
import io.kuberouter.iptables.syntax.target.SnatTargetSyntax;
import io.kuberouter.iptables.syntax.target.SnptTargetSyntax;
import io.kuberouter.iptables.syntax.target.SynproxyTargetSyntax;
import io.kuberouter.iptables.syntax.target.TcpmssTargetSyntax;
import io.kuberouter.iptables.syntax.target.TcpoptstripTargetSyntax;
import io.kuberouter.iptables.syntax.target.TeeTargetSyntax;
import io.kuberouter.iptables.syntax.target.TosTargetSyntax;
import io.kuberouter.iptables.syntax.target.TproxyTargetSyntax;
import io.kuberouter.iptables.syntax.target.TraceTargetSyntax;
import io.kuberouter.iptables.syntax.target.TtlTargetSyntax;
import io.kuberouter.iptables.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one list of all extensions: a new one is added here. */
public final class SyntaxTable {

  /** Every match. */
  public static final List<MatchSyntax<?>> MATCHES =
      List.of(
          new AddrtypeMatchSyntax(),
          new AhMatchSyntax(),
          new BpfMatchSyntax(),
          new CgroupMatchSyntax(),
          new ClusterMatchSyntax(),
          new CommentMatchSyntax(),
          new ConnbytesMatchSyntax(),
          new ConnlabelMatchSyntax(),
          new ConnlimitMatchSyntax(),
          new ConnmarkMatchSyntax(),
          new ConntrackMatchSyntax(),
          new CpuMatchSyntax(),
          new DccpMatchSyntax(),
          new DevgroupMatchSyntax(),
          new DscpMatchSyntax(),
          new DstMatchSyntax(),
          new EcnMatchSyntax(),
          new EspMatchSyntax(),
          new Eui64MatchSyntax(),
          new FragMatchSyntax(),
          new HashlimitMatchSyntax(),
          new HbhMatchSyntax(),
          new HelperMatchSyntax(),
          new HlMatchSyntax(),
          new Icmp6MatchSyntax(),
          new IcmpMatchSyntax(),
          new IpcompMatchSyntax(),
          new IprangeMatchSyntax(),
          new Ipv6headerMatchSyntax(),
          new IpvsMatchSyntax(),
          new LengthMatchSyntax(),
          new LimitMatchSyntax(),
          new MacMatchSyntax(),
          new MarkMatchSyntax(),
          new MhMatchSyntax(),
          new MultiportMatchSyntax(),
          new NfacctMatchSyntax(),
          new OsfMatchSyntax(),
          new OwnerMatchSyntax(),
          new PhysdevMatchSyntax(),
          new PkttypeMatchSyntax(),
          new PolicyMatchSyntax(),
          new QuotaMatchSyntax(),
          new RateestMatchSyntax(),
          new RealmMatchSyntax(),
          new RecentMatchSyntax(),
          new RpfilterMatchSyntax(),
          new RtMatchSyntax(),
          new SctpMatchSyntax(),
          new SetMatchSyntax(),
          new SocketMatchSyntax(),
          new SrhMatchSyntax(),
          new StateMatchSyntax(),
          new StatisticMatchSyntax(),
          new StringMatchSyntax(),
          new TcpMatchSyntax(),
          new TcpmssMatchSyntax(),
          new TimeMatchSyntax(),
          new TosMatchSyntax(),
          new TtlMatchSyntax(),
          new U32MatchSyntax(),
          new UdpMatchSyntax());

  /** Every target. */
  public static final List<TargetSyntax<?>> TARGETS =
      List.of(
          new AcceptTargetSyntax(),
          new AuditTargetSyntax(),
          new ChecksumTargetSyntax(),
          new ClassifyTargetSyntax(),
          new ClusteripTargetSyntax(),
          new ConnmarkTargetSyntax(),
          new ConnsecmarkTargetSyntax(),
          new CtTargetSyntax(),
          new DnatTargetSyntax(),
          new DnptTargetSyntax(),
          new DropTargetSyntax(),
          new DscpTargetSyntax(),
          new EcnTargetSyntax(),
          new HlTargetSyntax(),
          new HmarkTargetSyntax(),
          new IdletimerTargetSyntax(),
          new LedTargetSyntax(),
          new LogTargetSyntax(),
          new MarkTargetSyntax(),
          new MasqueradeTargetSyntax(),
          new NetmapTargetSyntax(),
          new NflogTargetSyntax(),
          new NfqueueTargetSyntax(),
          new NotrackTargetSyntax(),
          new QueueTargetSyntax(),
          new RateestTargetSyntax(),
          new RedirectTargetSyntax(),
          new RejectTargetSyntax(),
          new ReturnTargetSyntax(),
          new SecmarkTargetSyntax(),
          new SetTargetSyntax(),
          new SnatTargetSyntax(),
          new SnptTargetSyntax(),
          new SynproxyTargetSyntax(),
          new TcpmssTargetSyntax(),
          new TcpoptstripTargetSyntax(),
          new TeeTargetSyntax(),
          new TosTargetSyntax(),
          new TproxyTargetSyntax(),
          new TraceTargetSyntax(),
          new TtlTargetSyntax());

  private static final Map<Class<?>, Syntax<?>> BY_CLASS = new HashMap<>();
  private static final SyntaxTable IPV4 = new SyntaxTable(IpFamily.IPV4);
  private static final SyntaxTable IPV6 = new SyntaxTable(IpFamily.IPV6);

  static {
    MATCHES.forEach(syntax -> BY_CLASS.put(syntax.type(), syntax));
    TARGETS.forEach(syntax -> BY_CLASS.put(syntax.type(), syntax));
  }

  private final Map<String, MatchSyntax<?>> matches = new HashMap<>();
  private final Map<String, TargetSyntax<?>> targets = new HashMap<>();

  private SyntaxTable(IpFamily family) {
    for (MatchSyntax<?> syntax : MATCHES) {
      if (syntax.in(family)) {
        matches.put(syntax.name(), syntax);
      }
    }
    if (family == IpFamily.IPV6) {
      matches.put("icmpv6", new Icmp6MatchSyntax());
    }
    for (TargetSyntax<?> syntax : TARGETS) {
      if (syntax.in(family)) {
        targets.put(syntax.name(), syntax);
      }
    }
  }

  /** {@return the extensions of a family} */
  static SyntaxTable of(IpFamily family) {
    return family == IpFamily.IPV4 ? IPV4 : IPV6;
  }

  /** {@return a match's syntax by its name, or null} */
  @Nullable MatchSyntax<?> match(String name) {
    return matches.get(name);
  }

  /** {@return a target's syntax by its name, or null} */
  @Nullable TargetSyntax<?> target(String name) {
    return targets.get(name);
  }

  /** {@return the extension that has a protocol's own options} */
  static String extensionOf(String protocol) {
    return switch (protocol) {
      case "ipv6-icmp", "icmpv6", "58" -> "icmp6";
      case "mobility-header", "ipv6-mh", "mh", "135" -> "mh";
      case "1" -> "icmp";
      case "6" -> "tcp";
      case "17" -> "udp";
      case "33" -> "dccp";
      case "50" -> "esp";
      case "51" -> "ah";
      case "132" -> "sctp";
      default -> protocol;
    };
  }

  /** {@return the syntax of a record; the caller has one of those that need a syntax} */
  @SuppressWarnings("unchecked")
  static <T> Syntax<T> of(T value) {
    Syntax<?> syntax = BY_CLASS.get(value.getClass());
    if (syntax == null) {
      throw new AssertionError(value.getClass()); // SyntaxTableTest walks the permitted classes
    }
    return (Syntax<T>) syntax;
  }

  /** {@return whether it is one of those without a syntax of their own in the list} */
  static boolean isExtension(Match match) {
    return BY_CLASS.containsKey(match.getClass());
  }

  /** {@return whether it is one of those with a syntax in the list} */
  static boolean isExtension(Target target) {
    return BY_CLASS.containsKey(target.getClass());
  }
}
