package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.ConntrackMatch;
import io.kuberouter.iptables.syntax.AddressFormat;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Protocols;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.ConnectionState;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m conntrack} ↔ {@link ConntrackMatch}. */
public final class ConntrackMatchSyntax implements MatchSyntax<ConntrackMatch> {

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public Class<ConntrackMatch> type() {
    return ConntrackMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--ctstate"),
        OptionName.value("--ctproto"),
        OptionName.value("--ctorigsrc"),
        OptionName.value("--ctorigdst"),
        OptionName.value("--ctreplsrc"),
        OptionName.value("--ctrepldst"),
        OptionName.value("--ctorigsrcport"),
        OptionName.value("--ctorigdstport"),
        OptionName.value("--ctreplsrcport"),
        OptionName.value("--ctrepldstport"),
        OptionName.value("--ctstatus"),
        OptionName.value("--ctexpire"),
        OptionName.value("--ctdir"));
  }

  @Override
  public ConntrackMatch parse(OptionReader in) throws ParseException {
    return new ConntrackMatch(
        in.optionalNegatable("--ctstate", Terms.set(ConnectionState.class)),
        in.optionalNegatable("--ctproto", Terms.named(Protocols.numbers(), 0, 255)),
        in.optionalNegatable("--ctorigsrc", Terms.block(in.family())),
        in.optionalNegatable("--ctorigdst", Terms.block(in.family())),
        in.optionalNegatable("--ctreplsrc", Terms.block(in.family())),
        in.optionalNegatable("--ctrepldst", Terms.block(in.family())),
        in.optionalNegatable("--ctorigsrcport", Terms::ports),
        in.optionalNegatable("--ctorigdstport", Terms::ports),
        in.optionalNegatable("--ctreplsrcport", Terms::ports),
        in.optionalNegatable("--ctrepldstport", Terms::ports),
        in.optionalNegatable("--ctstatus", Terms.set(ConntrackMatch.Status.class)),
        in.optionalNegatable("--ctexpire", Terms.range(':', 0, 4294967295L)),
        in.optional("--ctdir", Terms.oneOf(ConntrackMatch.Direction.values())));
  }

  @Override
  public void render(ConntrackMatch match, OptionWriter out) {
    out.option("--ctstate", match.states());
    out.option("--ctproto", match.protocol());
    out.option("--ctorigsrc", match.originalSource(), IpBlock.class, AddressFormat::bareHost);
    out.option("--ctorigdst", match.originalDestination(), IpBlock.class, AddressFormat::bareHost);
    out.option("--ctreplsrc", match.replySource(), IpBlock.class, AddressFormat::bareHost);
    out.option("--ctrepldst", match.replyDestination(), IpBlock.class, AddressFormat::bareHost);
    out.option("--ctorigsrcport", match.originalSourcePorts());
    out.option("--ctorigdstport", match.originalDestinationPorts());
    out.option("--ctreplsrcport", match.replySourcePorts());
    out.option("--ctrepldstport", match.replyDestinationPorts());
    out.option("--ctstatus", match.statuses());
    out.option("--ctexpire", match.expire());
    out.option("--ctdir", match.direction());
  }
}
