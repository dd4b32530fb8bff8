package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.TcpMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.TcpFlag;
import io.kuberouter.iptables.term.TcpFlags;
import io.kuberouter.text.ParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code -m tcp} ↔ {@link TcpMatch}. */
public final class TcpMatchSyntax implements MatchSyntax<TcpMatch> {

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public Class<TcpMatch> type() {
    return TcpMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--sport", "--source-port"),
        OptionName.value("--dport", "--destination-port"),
        OptionName.value("--tcp-option"),
        OptionName.pair("--tcp-flags"),
        OptionName.flag("--syn"));
  }

  @Override
  public TcpMatch parse(OptionReader in) throws ParseException {
    Optional<Negatable<PortRange>> source = in.optionalPorts("--sport");
    Optional<Negatable<PortRange>> destination = in.optionalPorts("--dport");
    Optional<Negatable<Integer>> option =
        in.optionalNegatable("--tcp-option", Terms.number(1, 255));
    Optional<Negatable<TcpFlags>> flags =
        in.has("--syn")
            ? in.asked("--syn").map(asked -> new Negatable<>(!asked, TcpFlags.SYN))
            : in.optionalNegatable("--tcp-flags", TcpMatchSyntax::flags);
    return new TcpMatch(source, destination, option, flags);
  }

  @Override
  public void render(TcpMatch match, OptionWriter out) {
    out.option("--sport", match.sourcePorts());
    out.option("--dport", match.destinationPorts());
    out.option("--tcp-option", match.option());
    out.option("--tcp-flags", match.flags());
  }

  private static TcpFlags flags(String words) throws ParseException {
    int blank = words.indexOf(' ');
    if (blank < 0) {
      throw new ParseException(
          "flags to look at and flags to be set expected, found \"" + words + "\"");
    }
    return new TcpFlags(set(words.substring(0, blank)), set(words.substring(blank + 1)));
  }

  private static Set<TcpFlag> set(String words) throws ParseException {
    return switch (words.toUpperCase(Locale.ROOT)) {
      case "ALL" -> EnumSet.allOf(TcpFlag.class);
      case "NONE" -> EnumSet.noneOf(TcpFlag.class);
      default -> Terms.set(TcpFlag.class).parse(words);
    };
  }
}
