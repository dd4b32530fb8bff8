package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.ConnbytesMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -m connbytes} ↔ {@link ConnbytesMatch}. */
public final class ConnbytesMatchSyntax implements MatchSyntax<ConnbytesMatch> {

  @Override
  public String name() {
    return "connbytes";
  }

  @Override
  public Class<ConnbytesMatch> type() {
    return ConnbytesMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--connbytes"),
        OptionName.value("--connbytes-mode"),
        OptionName.value("--connbytes-dir"));
  }

  @Override
  public ConnbytesMatch parse(OptionReader in) throws ParseException {
    Negatable<ConnbytesMatch.Amount> amount =
        in.negatable("--connbytes", ConnbytesMatchSyntax::amount);
    if (amount.negated() && amount.value().isOne()) {
      throw in.fault("the tool loses the negation of one number alone");
    }
    return new ConnbytesMatch(
        amount,
        in.required("--connbytes-mode", Terms.oneOf(ConnbytesMatch.Mode.values())),
        in.required("--connbytes-dir", Terms.oneOf(ConnbytesMatch.Direction.values())));
  }

  @Override
  public void render(ConnbytesMatch match, OptionWriter out) {
    out.option("--connbytes", match.amount());
    out.option("--connbytes-mode", match.mode());
    out.option("--connbytes-dir", match.direction());
  }

  private static ConnbytesMatch.Amount amount(String word) throws ParseException {
    int colon = word.indexOf(':');
    String low = colon < 0 ? word : word.substring(0, colon);
    String high = colon < 0 ? "" : word.substring(colon + 1);
    return new ConnbytesMatch.Amount(
        colon == 0 ? 0 : Terms.number(low),
        high.isEmpty() ? Optional.empty() : Optional.of(Terms.number(high)));
  }
}
