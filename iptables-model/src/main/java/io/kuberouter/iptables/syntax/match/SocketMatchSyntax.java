package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.SocketMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m socket} ↔ {@link SocketMatch}. */
public final class SocketMatchSyntax implements MatchSyntax<SocketMatch> {

  @Override
  public String name() {
    return "socket";
  }

  @Override
  public Class<SocketMatch> type() {
    return SocketMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--transparent"),
        OptionName.flag("--nowildcard"),
        OptionName.flag("--restore-skmark"));
  }

  @Override
  public SocketMatch parse(OptionReader in) throws ParseException {
    return new SocketMatch(
        in.flag("--transparent"), in.flag("--nowildcard"), in.flag("--restore-skmark"));
  }

  @Override
  public void render(SocketMatch match, OptionWriter out) {
    out.flag("--transparent", match.transparent());
    out.flag("--nowildcard", match.noWildcard());
    out.flag("--restore-skmark", match.restoreMark());
  }
}
