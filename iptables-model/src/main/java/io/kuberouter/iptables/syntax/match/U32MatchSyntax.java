package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.U32Match;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m u32} ↔ {@link U32Match}. */
public final class U32MatchSyntax implements MatchSyntax<U32Match> {

  @Override
  public String name() {
    return "u32";
  }

  @Override
  public Class<U32Match> type() {
    return U32Match.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--u32"));
  }

  @Override
  public U32Match parse(OptionReader in) throws ParseException {
    return new U32Match(in.negatable("--u32", U32MatchSyntax::tests));
  }

  @Override
  public void render(U32Match match, OptionWriter out) {
    out.quoted("--u32", match.tests());
  }

  private static String tests(String text) throws ParseException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
          end++;
        }
        out.append("0x").append(Long.toHexString(Terms.number(text.substring(at, end))));
        at = end;
      } else if (c == ' ' || "&|=<>@:,".indexOf(c) >= 0) {
        out.append(c == ' ' ? "" : c);
        at++;
      } else {
        throw new ParseException("a test as 0&0xff=1:2 expected, found \"" + text + "\"");
      }
    }
    return out.toString();
  }
}
