package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.RecentMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** {@code -m recent} ↔ {@link RecentMatch}. */
public final class RecentMatchSyntax implements MatchSyntax<RecentMatch> {

  @Override
  public String name() {
    return "recent";
  }

  @Override
  public Class<RecentMatch> type() {
    return RecentMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--seconds"),
        OptionName.flag("--reap"),
        OptionName.value("--hitcount"),
        OptionName.flag("--rttl"),
        OptionName.value("--name"),
        OptionName.value("--mask"),
        OptionName.flag("--set"),
        OptionName.flag("--rcheck"),
        OptionName.flag("--update"),
        OptionName.flag("--remove"),
        OptionName.flag("--rsource"),
        OptionName.flag("--rdest"));
  }

  @Override
  public RecentMatch parse(OptionReader in) throws ParseException {
    Optional<Negatable<RecentMatch.Action>> action = Optional.empty();
    for (RecentMatch.Action each : RecentMatch.Action.values()) {
      Optional<Boolean> asked = in.asked(each.toString());
      if (asked.isPresent() && action.isPresent()) {
        throw in.fault(each + " does not go with " + action.get().value());
      }
      if (asked.isPresent()) {
        action = Optional.of(new Negatable<>(!asked.get(), each));
      }
    }
    if (action.isEmpty()) {
      throw in.fault("--set, --rcheck, --update or --remove expected");
    }
    Optional<Long> seconds = in.optional("--seconds", Terms.longNumber(1, 4294967295L));
    boolean reap = in.flag("--reap");
    Optional<Long> hitCount = in.optional("--hitcount", Terms.longNumber(0, 4294967295L));
    boolean sameTtl = in.flag("--rttl");
    String list = in.orElse("--name", Terms::word, "DEFAULT");
    Optional<InetAddress> mask = in.optional("--mask", Terms.address(in.family()));
    boolean byDestination = in.flag("--rdest");
    if (!byDestination) {
      in.flag("--rsource");
    }
    return new RecentMatch(
        action.get(), seconds, reap, hitCount, sameTtl, list, mask, byDestination);
  }

  @Override
  public void render(RecentMatch match, OptionWriter out) {
    out.asked(match.action().value().toString(), Optional.of(!match.action().negated()));
    out.option("--seconds", match.seconds());
    out.flag("--reap", match.reap());
    out.option("--hitcount", match.hitCount());
    out.flag("--rttl", match.sameTtl());
    out.option("--name", match.list());
    out.option("--mask", match.mask());
    out.flag(match.byDestination() ? "--rdest" : "--rsource", true);
  }
}
