package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshCapability;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A neighbour that says why it goes is heard, also when we find out by writing that it has gone.
 */
class LastWordsTest {

  private static final AddressFamily FAMILY = AddressFamily.IPV4_UNICAST;
  private static final InetAddress US = IpAddresses.parse("127.0.23.1");
  private static final InetAddress THEM = IpAddresses.parse("127.0.23.2");
  private static final long ASN = 64_512;
  private static final OpenMessage OPEN =
      new OpenMessage(
          ASN,
          90,
          BgpIdentifier.parse("10.0.0.2"),
          List.of(
              new MultiprotocolCapability(FAMILY),
              new RouteRefreshCapability(),
              new FourOctetAsCapability(ASN)));

  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  /** Keeps the speaker from reading on. */
  private void hear(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.EndOfRibReceived) {
      busy.countDown();
      try {
        gone.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static byte[] octets(BgpMessage... messages) throws Exception {
    SessionParameters agreed = SessionParameters.negotiate(OPEN, OPEN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (BgpMessage message : messages) {
      out.write(MessageCodec.encode(message, agreed));
    }
    return out.toByteArray();
  }

  private static PeerStatus status(Speaker speaker) {
    return speaker.peers().join().get(0);
  }

  @Test
  void aNotificationBeforeAResetIsHeardThoughWritingFailedFirst() throws Exception {
    InetSocketAddress ours = new InetSocketAddress(US, FreePort.on("127.0.23.1"));
    SpeakerConfig config = new SpeakerConfig(ASN, US, List.of(ours));
    Socket them = new Socket();
    try (Speaker speaker = Speaker.start(config, this::hear)) {
      speaker.addPeer(PeerConfig.builder(THEM, ASN).passive(true).build());
      speaker.announce(Prefix.parse("192.0.2.0/24"), US);
      assertThat(status(speaker).config().address()).isEqualTo(THEM);
      them.setTcpNoDelay(true);
      them.bind(new InetSocketAddress(THEM, 0));
      them.connect(ours);
      them.getOutputStream().write(octets(OPEN, new KeepaliveMessage()));
      Await.until("routes have come", () -> status(speaker).advertised() == 1);
      // it is to tell its route again, when it has read this
      them.getOutputStream()
          .write(
              octets(
                  UpdateMessage.endOfRib(FAMILY),
                  new RouteRefreshMessage(FAMILY, RouteRefreshMessage.REQUEST)));
      busy.await();
      them.getOutputStream()
          .write(
              octets(
                  NotificationMessage.shutdown(
                      CeaseSubcode.ADMINISTRATIVE_SHUTDOWN, "see ticket 7")));
      them.setSoLinger(true, 0); // a reset
      them.close();
      gone.countDown();
      Await.until("the session has ended", () -> status(speaker).history().size() >= 4);
      assertThat(status(speaker).history())
          .extracting(PeerStatus.Change::why)
          .contains(
              "the neighbour sent NOTIFICATION Cease/Administrative Shutdown: \"see ticket 7\"");
    } finally {
      gone.countDown();
      them.close();
    }
  }
}
