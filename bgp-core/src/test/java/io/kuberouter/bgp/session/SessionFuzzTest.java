package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.config;
import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.codec.Captured;
import io.kuberouter.bgp.codec.CodecSamples;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Changed octets into whole sessions, in virtual time: {@code -Dbgp.fuzz.millis=…} sets how long,
 * {@code -Dbgp.fuzz.seed=…} where to begin.
 */
class SessionFuzzTest {

  private static List<byte[]> corpus() throws Exception {
    List<byte[]> corpus = new ArrayList<>();
    List<BgpMessage> messages =
        List.of(
            new KeepaliveMessage(),
            UpdateMessage.endOfRib(AddressFamily.IPV6_UNICAST),
            new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.REQUEST),
            new NotificationMessage(6, 4));
    messages.forEach(m -> corpus.add(MessageCodec.encode(m, CodecSamples.session(true))));
    for (String attribute : CodecSamples.attributes().keySet()) {
      String others = "40010100 40020602010000fde8 4003040a000002 " + attribute;
      byte[] list = HexFormat.of().parseHex(others.replace(" ", ""));
      byte[] nlri = HexFormat.of().parseHex("180a0100" + "200a010203");
      ByteBuffer out = ByteBuffer.allocate(23 + list.length + nlri.length);
      out.putLong(-1).putLong(-1).putShort((short) out.capacity()).put((byte) 2);
      out.putShort((short) 0).putShort((short) list.length).put(list).put(nlri);
      corpus.add(out.array());
    }
    corpus.addAll(Captured.everything());
    return corpus;
  }

  private static byte[] changed(List<byte[]> corpus, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int messages = 1 + random.nextInt(4);
    for (int i = 0; i < messages; i++) {
      byte[] one = corpus.get(random.nextInt(corpus.size())).clone();
      int changes = random.nextInt(3);
      for (int c = 0; c < changes; c++) {
        // the marker is seldom changed: it ends everything
        int from = random.nextInt(20) == 0 ? 0 : 16;
        one[from + random.nextInt(one.length - from)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(one.length) : one.length;
      out.write(one, 0, length);
    }
    return out.toByteArray();
  }

  @Test
  void whateverOctetsComeTheSpeakerGoesOnAndTheSessionComesBack() throws Exception {
    long end =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.getLong("bgp.fuzz.millis", 3000));
    List<byte[]> corpus = corpus();
    long seed = Long.getLong("bgp.fuzz.seed", 1);
    int sessions = 0;
    for (; System.nanoTime() < end || sessions == 0; seed++, sessions++) {
      try {
        session(new Random(seed), corpus);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(sessions).isPositive();
  }

  private static void session(Random random, List<byte[]> corpus) {
    VirtualSpeaker us = new VirtualSpeaker();
    ScriptedPeer good = us.established(3, 65001);
    ScriptedPeer bad = us.scripted(2, 65000).polite(random.nextInt(4) > 0).listen();
    us.speaker.addPeer(config(2, 65000).gracefulRestart(Duration.ofSeconds(60)).build());
    us.settle();
    for (int i = 0; i < 30; i++) {
      bad.sayOctets(changed(corpus, random));
      us.settle();
      if (random.nextInt(4) == 0) {
        us.pass(random.nextInt(20));
        good.say(new KeepaliveMessage());
      }
      good.say(new KeepaliveMessage());
      us.settle();
    }
    // time does not stand still, and little is left of it all
    assertThat(us.time.running()).isLessThan(40);
    bad.hangUp();
    ScriptedPeer back = us.scripted(2, 65000).listen();
    for (int i = 0; i < 30; i++) {
      us.pass(10);
      good.say(new KeepaliveMessage());
      if (us.state(2) == SessionState.ESTABLISHED) {
        back.say(new KeepaliveMessage()); // or it is gone once more after the hold time
      }
    }
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(us.state(3)).isEqualTo(SessionState.ESTABLISHED);
    us.speaker.removePeer(ip(2));
    us.settle();
    assertThat(us.best).isEmpty();
    us.speaker.announce(Prefix.parse("192.0.2.0/24"), VirtualSpeaker.US);
    us.settle();
    assertThat(good.routes()).containsOnlyKeys(Prefix.parse("192.0.2.0/24"));
  }
}
