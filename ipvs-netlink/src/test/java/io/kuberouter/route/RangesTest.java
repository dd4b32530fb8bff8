package io.kuberouter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.codec.RuleCodec;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What would become another number in its header or attribute is no value. */
class RangesTest {

  @Test
  void aRouteWhoseNumbersDoNotFitIsRefused() throws Exception {
    Route route = Route.to(InetAddress.getByName("10.0.0.0"), 8);
    assertThatThrownBy(() -> route.protocol(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> route.type(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> route.scope(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> route.metric(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThat(route.protocol(255).metric(0xffff_ffffL).metric()).isEqualTo(0xffff_ffffL);
  }

  @Test
  void aRuleWhoseNumbersDoNotFitIsRefused() throws Exception {
    Optional<InetAddress> network = Optional.of(InetAddress.getByName("10.0.0.0"));
    PolicyRule rule = new PolicyRule(false, 1, network, 8, 77);
    assertThatThrownBy(() -> new PolicyRule(false, 1, network, 33, 77))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix length 33 of 10.0.0.0: 0 to 32");
    assertThatThrownBy(() -> new PolicyRule(false, 1, Optional.empty(), 8, 77))
        .hasMessage("prefix length 8 of all: 0 to 0");
    assertThatThrownBy(() -> new PolicyRule(false, 1L << 32, network, 8, 77))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rule.withMark(1L << 32, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The same from the kernel is the codec's declared exception. */
  @Test
  void aRuleOfTheKernelThatCannotBeIsMalformed() throws Exception {
    for (int length : List.of(33, 255)) {
      AttributeWriter out = new AttributeWriter().rawU8(2).rawU8(0).rawU8(length).rawU8(0);
      out.rawU32(77).rawU32(0).address(2, InetAddress.getByName("10.0.0.0"));
      byte[] bytes = out.toBytes();
      assertThatThrownBy(() -> RuleCodec.decode(new AttributeReader(bytes, 0, bytes.length)))
          .isInstanceOf(WireFormatException.class)
          .hasMessage("prefix length " + length + ": at most 32");
    }
  }
}
