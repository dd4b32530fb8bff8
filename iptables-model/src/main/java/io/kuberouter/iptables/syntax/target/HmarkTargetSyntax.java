package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.HmarkTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j HMARK} ↔ {@link HmarkTarget}. */
public final class HmarkTargetSyntax implements TargetSyntax<HmarkTarget> {

  @Override
  public String name() {
    return "HMARK";
  }

  @Override
  public Class<HmarkTarget> type() {
    return HmarkTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--hmark-src-prefix"),
        OptionName.value("--hmark-dst-prefix"),
        OptionName.value("--hmark-sport-mask"),
        OptionName.value("--hmark-dport-mask"),
        OptionName.value("--hmark-spi-mask"),
        OptionName.value("--hmark-sport"),
        OptionName.value("--hmark-dport"),
        OptionName.value("--hmark-spi"),
        OptionName.value("--hmark-proto-mask"),
        OptionName.value("--hmark-rnd"),
        OptionName.value("--hmark-mod"),
        OptionName.value("--hmark-offset"),
        OptionName.value("--hmark-tuple"));
  }

  @Override
  public HmarkTarget parse(OptionReader in) throws ParseException {
    return new HmarkTarget(
        in.optional("--hmark-src-prefix", Terms.number(0, 128)),
        in.optional("--hmark-dst-prefix", Terms.number(0, 128)),
        in.optional("--hmark-sport-mask", Terms.number(0, 65535)),
        in.optional("--hmark-dport-mask", Terms.number(0, 65535)),
        in.optional("--hmark-spi-mask", Terms.longNumber(0, 4294967295L)),
        in.optional("--hmark-sport", Terms.number(0, 65535)),
        in.optional("--hmark-dport", Terms.number(0, 65535)),
        in.optional("--hmark-spi", Terms.longNumber(0, 4294967295L)),
        in.optional("--hmark-proto-mask", Terms.number(0, 255)),
        in.required("--hmark-rnd", Terms.longNumber(0, 4294967295L)),
        in.required("--hmark-mod", Terms.longNumber(1, 4294967295L)),
        in.optional("--hmark-offset", Terms.longNumber(0, 4294967295L)),
        in.optional("--hmark-tuple", Terms.list(Terms::word)));
  }

  @Override
  public void render(HmarkTarget target, OptionWriter out) {
    out.option("--hmark-src-prefix", target.sourcePrefix());
    out.option("--hmark-dst-prefix", target.destinationPrefix());
    out.option(
        "--hmark-sport-mask",
        target.sourcePortMask(),
        Integer.class,
        v -> String.format("0x%04x", v));
    out.option(
        "--hmark-dport-mask",
        target.destinationPortMask(),
        Integer.class,
        v -> String.format("0x%04x", v));
    out.option("--hmark-spi-mask", target.spiMask(), Long.class, v -> String.format("0x%08x", v));
    out.option(
        "--hmark-sport", target.sourcePort(), Integer.class, v -> String.format("0x%04x", v));
    out.option(
        "--hmark-dport", target.destinationPort(), Integer.class, v -> String.format("0x%04x", v));
    out.option("--hmark-spi", target.spi(), Long.class, v -> String.format("0x%08x", v));
    out.option(
        "--hmark-proto-mask",
        target.protocolMask(),
        Integer.class,
        v -> String.format("0x%02x", v));
    out.option("--hmark-rnd", target.seed(), Long.class, v -> String.format("0x%08x", v));
    out.option("--hmark-mod", target.modulus());
    out.option("--hmark-offset", target.offset());
    out.option("--hmark-tuple", target.tuple());
  }
}
