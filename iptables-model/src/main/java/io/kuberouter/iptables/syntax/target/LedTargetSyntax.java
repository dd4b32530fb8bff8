package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.LedTarget;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;

/** {@code -j LED} ↔ {@link LedTarget}. */
public final class LedTargetSyntax implements TargetSyntax<LedTarget> {

  @Override
  public String name() {
    return "LED";
  }

  @Override
  public Class<LedTarget> type() {
    return LedTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--led-trigger-id"),
        OptionName.value("--led-delay"),
        OptionName.flag("--led-always-blink"));
  }

  @Override
  public LedTarget parse(OptionReader in) throws ParseException {
    return new LedTarget(
        in.required("--led-trigger-id", Terms::text),
        in.orElse("--led-delay", LedTargetSyntax::delay, 0L),
        in.flag("--led-always-blink"));
  }

  @Override
  public void render(LedTarget target, OptionWriter out) {
    out.quoted("--led-trigger-id", target.triggerId());
    out.unless(0, "--led-delay", (int) target.delay());
    out.flag("--led-always-blink", target.alwaysBlink());
  }

  /** The tool lists 32 bits as if they had a sign. */
  private static long delay(String word) throws ParseException {
    if (word.toLowerCase(Locale.ROOT).startsWith("inf")) {
      return LedTarget.FOR_EVER;
    }
    return word.startsWith("-")
        ? LedTarget.FOR_EVER + 1 - Terms.longNumber(1, 1L << 31).parse(word.substring(1))
        : Terms.longNumber(0, LedTarget.FOR_EVER).parse(word);
  }
}
