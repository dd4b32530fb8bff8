package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.ClassifyTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j CLASSIFY} ↔ {@link ClassifyTarget}. */
public final class ClassifyTargetSyntax implements TargetSyntax<ClassifyTarget> {

  @Override
  public String name() {
    return "CLASSIFY";
  }

  @Override
  public Class<ClassifyTarget> type() {
    return ClassifyTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--set-class"));
  }

  @Override
  public ClassifyTarget parse(OptionReader in) throws ParseException {
    return in.required("--set-class", ClassifyTargetSyntax::classOf);
  }

  @Override
  public void render(ClassifyTarget target, OptionWriter out) {
    out.option("--set-class", "%04x:%04x".formatted(target.major(), target.minor()));
  }

  private static ClassifyTarget classOf(String word) throws ParseException {
    int colon = word.indexOf(':');
    if (colon < 0) {
      throw new ParseException("a class as 1:ffff expected, found \"" + word + "\"");
    }
    return new ClassifyTarget(
        (int) Terms.number("0x" + word.substring(0, colon)),
        (int) Terms.number("0x" + word.substring(colon + 1)));
  }
}
