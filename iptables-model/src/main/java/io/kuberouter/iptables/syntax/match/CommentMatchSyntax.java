package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.CommentMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m comment} ↔ {@link CommentMatch}. */
public final class CommentMatchSyntax implements MatchSyntax<CommentMatch> {

  @Override
  public String name() {
    return "comment";
  }

  @Override
  public Class<CommentMatch> type() {
    return CommentMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--comment"));
  }

  @Override
  public CommentMatch parse(OptionReader in) throws ParseException {
    return new CommentMatch(in.required("--comment", Terms::text));
  }

  @Override
  public void render(CommentMatch match, OptionWriter out) {
    out.text("--comment", match.comment());
  }
}
