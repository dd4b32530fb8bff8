package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.BpfMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m bpf} ↔ {@link BpfMatch}. */
public final class BpfMatchSyntax implements MatchSyntax<BpfMatch> {

  @Override
  public String name() {
    return "bpf";
  }

  @Override
  public Class<BpfMatch> type() {
    return BpfMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--bytecode"), OptionName.value("--object-pinned"));
  }

  @Override
  public BpfMatch parse(OptionReader in) throws ParseException {
    return new BpfMatch(
        in.optional("--bytecode", Terms::text), in.optional("--object-pinned", Terms::word));
  }

  @Override
  public void render(BpfMatch match, OptionWriter out) {
    out.quoted("--bytecode", match.bytecode());
    out.option("--object-pinned", match.objectPinned());
  }
}
