package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.NfacctMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m nfacct} ↔ {@link NfacctMatch}. */
public final class NfacctMatchSyntax implements MatchSyntax<NfacctMatch> {

  @Override
  public String name() {
    return "nfacct";
  }

  @Override
  public Class<NfacctMatch> type() {
    return NfacctMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--nfacct-name"));
  }

  @Override
  public NfacctMatch parse(OptionReader in) throws ParseException {
    return new NfacctMatch(in.required("--nfacct-name", Terms::word));
  }

  @Override
  public void render(NfacctMatch match, OptionWriter out) {
    out.option("--nfacct-name", match.name());
  }
}
