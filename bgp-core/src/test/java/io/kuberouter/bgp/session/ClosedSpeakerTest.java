package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever asks a speaker hears an answer, also when there is none. */
class ClosedSpeakerTest {

  private static final InetAddress US = IpAddresses.parse("127.0.24.1");
  private static final Prefix P1 = Prefix.parse("192.0.2.0/24");

  private static Speaker start() throws Exception {
    InetSocketAddress ours = new InetSocketAddress(US, FreePort.on("127.0.24.1"));
    return Speaker.start(new SpeakerConfig(64512, US, List.of(ours)), SpeakerListener.NONE);
  }

  private static void refused(CompletableFuture<?> answer) {
    assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the speaker is closed");
  }

  @Test
  void questionsToOneThatIsClosedAreRefused() throws Exception {
    Speaker speaker = start();
    speaker.announce(P1, US);
    assertThat(speaker.routes(P1).get(60, TimeUnit.SECONDS)).hasSize(1);
    speaker.close();
    speaker.close(); // does nothing
    speaker.announce(P1, US);
    refused(speaker.peers());
    refused(speaker.best(P1));
    refused(speaker.routes(P1));
    refused(speaker.walk(AddressFamily.IPV4_UNICAST, route -> {}));
  }

  @Test
  void whatAReaderThrowsEndsItsWalkAndNothingElse() throws Exception {
    try (Speaker speaker = start()) {
      speaker.announce(P1, US);
      CompletableFuture<Void> walk =
          speaker.walk(
              AddressFamily.IPV4_UNICAST,
              route -> {
                throw new IllegalStateException("enough of " + route.prefix());
              });
      assertThatThrownBy(() -> walk.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("enough of 192.0.2.0/24");
      assertThat(speaker.routes(P1).get(60, TimeUnit.SECONDS)).hasSize(1);
    }
  }
}
