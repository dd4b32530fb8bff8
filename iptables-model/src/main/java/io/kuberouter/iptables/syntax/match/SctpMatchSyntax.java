package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.SctpMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** {@code -m sctp} ↔ {@link SctpMatch}. */
public final class SctpMatchSyntax implements MatchSyntax<SctpMatch> {

  @Override
  public String name() {
    return "sctp";
  }

  @Override
  public Class<SctpMatch> type() {
    return SctpMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--sport", "--source-port"),
        OptionName.value("--dport", "--destination-port"),
        OptionName.pair("--chunk-types"));
  }

  @Override
  public SctpMatch parse(OptionReader in) throws ParseException {
    return new SctpMatch(
        in.optionalNegatable("--sport", Terms::ports),
        in.optionalNegatable("--dport", Terms::ports),
        in.optionalNegatable("--chunk-types", SctpMatchSyntax::chunks));
  }

  @Override
  public void render(SctpMatch match, OptionWriter out) {
    out.option("--sport", match.sourcePorts());
    out.option("--dport", match.destinationPorts());
    out.option("--chunk-types", match.chunks());
  }

  private static final List<String> CHUNKS =
      List.of(
          "DATA",
          "INIT",
          "INIT_ACK",
          "SACK",
          "HEARTBEAT",
          "HEARTBEAT_ACK",
          "ABORT",
          "SHUTDOWN",
          "SHUTDOWN_ACK",
          "ERROR",
          "COOKIE_ECHO",
          "COOKIE_ACK",
          "ECN_ECNE",
          "ECN_CWR",
          "SHUTDOWN_COMPLETE",
          "I_DATA",
          "RE_CONFIG",
          "PAD",
          "ASCONF",
          "ASCONF_ACK",
          "FORWARD_TSN",
          "I_FORWARD_TSN");

  private static SctpMatch.Chunks chunks(String words) throws ParseException {
    int blank = words.indexOf(' ');
    if (blank < 0) {
      throw new ParseException(
          "all, any or only and chunk types expected, found \"" + words + "\"");
    }
    List<String> types = new ArrayList<>();
    List<String> written = List.of(words.substring(blank + 1).split(",", -1));
    for (String chunk : CHUNKS) {
      for (String word : written) {
        int colon = word.indexOf(':');
        if (chunk.equalsIgnoreCase(colon < 0 ? word : word.substring(0, colon))) {
          types.add(chunk + (colon < 0 ? "" : word.substring(colon)));
        }
      }
    }
    if (types.size() != written.size()
        && !(written.equals(List.of("ALL")) || written.equals(List.of("NONE")))) {
      throw new ParseException("chunk types expected, found \"" + words + "\"");
    }
    return new SctpMatch.Chunks(
        Terms.oneOf(SctpMatch.Scope.values()).parse(words.substring(0, blank)),
        types.isEmpty() ? written : types);
  }
}
