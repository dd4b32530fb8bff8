package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.Ipv6headerMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;

/** {@code -m ipv6header} ↔ {@link Ipv6headerMatch}. */
public final class Ipv6headerMatchSyntax implements MatchSyntax<Ipv6headerMatch> {

  @Override
  public String name() {
    return "ipv6header";
  }

  @Override
  public Class<Ipv6headerMatch> type() {
    return Ipv6headerMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--header"), OptionName.flag("--soft"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public Ipv6headerMatch parse(OptionReader in) throws ParseException {
    return new Ipv6headerMatch(
        in.negatable("--header", Terms.list(Ipv6headerMatchSyntax::header)), in.flag("--soft"));
  }

  @Override
  public void render(Ipv6headerMatch match, OptionWriter out) {
    out.option("--header", match.headers());
    out.flag("--soft", match.soft());
  }

  private static Ipv6headerMatch.Header header(String word) throws ParseException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "hop", "0", "hopopt" -> Ipv6headerMatch.Header.HOP_BY_HOP;
      case "dst", "60" -> Ipv6headerMatch.Header.IPV6_OPTS;
      case "route", "43" -> Ipv6headerMatch.Header.IPV6_ROUTE;
      case "frag", "44" -> Ipv6headerMatch.Header.IPV6_FRAG;
      case "auth", "51" -> Ipv6headerMatch.Header.AH;
      case "50" -> Ipv6headerMatch.Header.ESP;
      case "none", "59" -> Ipv6headerMatch.Header.IPV6_NONXT;
      case "prot", "255" -> Ipv6headerMatch.Header.PROTOCOL;
      default -> Terms.oneOf(Ipv6headerMatch.Header.values()).parse(word);
    };
  }
}
