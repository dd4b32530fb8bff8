package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.UdpMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m udp} ↔ {@link UdpMatch}. */
public final class UdpMatchSyntax implements MatchSyntax<UdpMatch> {

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public Class<UdpMatch> type() {
    return UdpMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--sport", "--source-port"),
        OptionName.value("--dport", "--destination-port"));
  }

  @Override
  public UdpMatch parse(OptionReader in) throws ParseException {
    return new UdpMatch(in.optionalPorts("--sport"), in.optionalPorts("--dport"));
  }

  @Override
  public void render(UdpMatch match, OptionWriter out) {
    out.option("--sport", match.sourcePorts());
    out.option("--dport", match.destinationPorts());
  }
}
