package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.MacMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;

/** {@code -m mac} ↔ {@link MacMatch}. */
public final class MacMatchSyntax implements MatchSyntax<MacMatch> {

  @Override
  public String name() {
    return "mac";
  }

  @Override
  public Class<MacMatch> type() {
    return MacMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--mac-source"));
  }

  @Override
  public MacMatch parse(OptionReader in) throws ParseException {
    return new MacMatch(in.negatable("--mac-source", MacMatchSyntax::address));
  }

  @Override
  public void render(MacMatch match, OptionWriter out) {
    out.option("--mac-source", match.source());
  }

  private static String address(String word) throws ParseException {
    boolean right = word.length() == 17;
    for (int i = 0; i < word.length() && right; i++) {
      char c = word.charAt(i);
      right = i % 3 == 2 ? c == ':' : c < 128 && Character.digit(c, 16) >= 0;
    }
    if (!right) {
      throw new ParseException("six bytes as 00:11:22:aa:bb:cc expected, found \"" + word + "\"");
    }
    return word.toLowerCase(Locale.ROOT);
  }
}
