package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.PolicyMatch;
import io.kuberouter.iptables.syntax.GivenOption;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** {@code -m policy} ↔ {@link PolicyMatch}; {@code --next} begins another element. */
public final class PolicyMatchSyntax implements MatchSyntax<PolicyMatch> {

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public Class<PolicyMatch> type() {
    return PolicyMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--dir"),
        OptionName.value("--pol"),
        OptionName.flag("--strict"),
        OptionName.value("--reqid"),
        OptionName.value("--spi"),
        OptionName.value("--proto"),
        OptionName.value("--mode"),
        OptionName.value("--tunnel-dst"),
        OptionName.value("--tunnel-src"),
        OptionName.flag("--next"));
  }

  @Override
  public PolicyMatch parse(OptionReader in) throws ParseException {
    PolicyMatch.Direction direction =
        in.required("--dir", Terms.oneOf(PolicyMatch.Direction.values()));
    boolean ipsec = in.required("--pol", Terms.oneOf("none", "ipsec")).equals("ipsec");
    boolean strict = in.flag("--strict");
    List<PolicyMatch.Element> elements = new ArrayList<>();
    List<GivenOption> part = new ArrayList<>();
    for (GivenOption option : in.rest()) {
      if (option.name().equals("--next")) {
        elements.add(element(in, part));
        part.clear();
      } else {
        part.add(option);
      }
    }
    if (!part.isEmpty() || !elements.isEmpty()) {
      elements.add(element(in, part));
    }
    return new PolicyMatch(direction, ipsec, strict, elements);
  }

  private PolicyMatch.Element element(OptionReader all, List<GivenOption> options)
      throws ParseException {
    OptionReader in = new OptionReader(all.family(), name(), options);
    PolicyMatch.Element element =
        new PolicyMatch.Element(
            in.optionalNegatable("--reqid", Terms.longNumber(0, 4294967295L)),
            in.optionalNegatable("--spi", Terms.longNumber(0, 4294967295L)),
            in.optionalNegatable("--proto", Terms.oneOf("esp", "ah", "ipcomp")),
            in.optionalNegatable("--mode", Terms.oneOf("transport", "tunnel")),
            in.optionalNegatable("--tunnel-dst", Terms.block(in.family())),
            in.optionalNegatable("--tunnel-src", Terms.block(in.family())));
    in.end();
    return element;
  }

  @Override
  public void render(PolicyMatch match, OptionWriter out) {
    out.option("--dir", match.direction());
    out.option("--pol", match.ipsec() ? "ipsec" : "none");
    out.flag("--strict", match.strict());
    boolean next = false;
    for (PolicyMatch.Element element : match.elements()) {
      out.flag("--next", next);
      out.option("--reqid", element.requestId());
      out.option("--spi", element.spi(), Long.class, v -> "0x" + Long.toHexString(v));
      out.option("--proto", element.protocol());
      out.option("--mode", element.mode());
      out.option("--tunnel-dst", element.tunnelDestination());
      out.option("--tunnel-src", element.tunnelSource());
      next = true;
    }
  }
}
