package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PeerConfigTest {

  private static PeerConfigBuilder peer() {
    return PeerConfig.builder(IpAddresses.parse("2001:db8::2"), 65001);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  @Test
  void whatIsOutOfItsRangeIsRefusedWithTheRange() {
    Map<String, UnaryOperator<PeerConfigBuilder>> refused =
        Map.of(
            "port 0: 1 to 65535", p -> p.port(0),
            "port 65536: 1 to 65535", p -> p.port(65_536),
            "hop limit 256: 1 to 255", p -> p.ttl(256),
            "hops 255: 1 to 254", p -> p.gtsm(255),
            "hold time 2 s: 0, or 3 to 65535", p -> p.holdTime(seconds(2)),
            "hold time 65536 s: 0, or 3 to 65535", p -> p.holdTime(seconds(65_536)),
            "restart time 4096 s: 0 to 4095", p -> p.gracefulRestart(seconds(4096)),
            "restart time -1 s: 0 to 4095", p -> p.gracefulRestart(seconds(-1)),
            "long-lived time 16777216 s: 0 to 16777215", p -> p.longLived(seconds(1 << 24)));
    refused.forEach(
        (words, change) ->
            assertThatThrownBy(() -> change.apply(peer()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words));
  }

  @Test
  void theEndsOfTheRangesAreTaken() {
    PeerConfig low = peer().port(1).ttl(1).gtsm(1).holdTime(seconds(0)).build();
    assertThat(low.timing().holdTime()).isZero();
    PeerConfig high =
        peer()
            .port(65_535)
            .ttl(255)
            .gtsm(254)
            .holdTime(seconds(65_535))
            .gracefulRestart(seconds(4095))
            .longLived(seconds((1 << 24) - 1))
            .build();
    assertThat(high.offer().restartTime()).hasValue(seconds(4095));
    assertThat(high.to(low)).isEqualTo(PeerConfig.Change.HARD);
  }

  @Test
  void severalPathsAreOfTheFamiliesThatAreOfferedWhicheverIsSaidFirst() {
    Set<AddressFamily> six = Set.of(AddressFamily.IPV6_UNICAST);
    PeerConfig first = peer().addPath(true, false).ipv4(false).build();
    PeerConfig last = peer().ipv4(false).addPath(true, false).build();
    assertThat(first.offer().addPathReceive()).isEqualTo(six);
    assertThat(first.offer().addPathSend()).isEmpty();
    assertThat(first).isEqualTo(last);
    PeerConfig.Offer all = peer().addPath(true, true).build().offer();
    assertThatThrownBy(
            () ->
                new PeerConfig.Offer(
                    six,
                    all.restartTime(),
                    all.longLivedTime(),
                    all.addPathReceive(),
                    all.addPathSend(),
                    all.extendedMessages(),
                    all.role(),
                    all.strictRole()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("several paths of a family that is not offered");
  }
}
