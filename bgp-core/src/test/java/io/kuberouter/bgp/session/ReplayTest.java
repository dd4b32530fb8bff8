package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.config;
import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.testkit.ManualTimers;
import io.kuberouter.bgp.testkit.MemoryNetwork;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What was recorded happens again. */
class ReplayTest {

  private static final Prefix P1 = Prefix.parse("10.1.0.0/24");
  private static final Prefix P2 = Prefix.parse("10.2.0.0/24");
  private static final String MARKER = "s3cr3t-marker";

  private static List<PeerStatus.Change> changes(Speaker speaker) {
    return speaker.peers().join().get(0).history();
  }

  private static List<Route> routes(Speaker speaker) {
    List<Route> all = Collections.synchronizedList(new ArrayList<>());
    speaker.walk(AddressFamily.IPV4_UNICAST, all::add).join();
    return all;
  }

  private static List<String> sentences(List<PeerStatus.Change> changes) {
    return changes.stream().map(c -> c.before() + " " + c.now() + " " + c.why()).toList();
  }

  private static long timers(CharSequence record) {
    return record.toString().lines().filter(l -> l.contains(" timer ")).count();
  }

  @Test
  void inVirtualTimeWithFailuresTimersAndCommands() throws Exception {
    ManualTimers time = new ManualTimers();
    MemoryNetwork network = new MemoryNetwork(time);
    StringBuilder out = new StringBuilder();
    List<SpeakerEvent> heard = new ArrayList<>();
    Map<String, Consumer<Speaker>> commands =
        Map.of(
            "peer",
            s -> s.addPeer(config(2, 65000).password(Secret.of(MARKER)).build()),
            "announce",
            s -> s.announce(P2, VirtualSpeaker.US),
            "reset",
            s -> s.reset(ip(2), "why not"));
    Recorder recorder =
        Recorder.on(time, network.at(VirtualSpeaker.US), VirtualSpeaker.usual(), heard::add, out);
    recorder.command("peer", commands.get("peer"));
    time.advance(Duration.ofSeconds(20)); // refused, several times
    ScriptedPeer peer = new ScriptedPeer(network, ip(2), 65000).listen();
    time.advance(Duration.ofSeconds(60));
    peer.announce(ip(9), P1);
    recorder.command("announce", commands.get("announce"));
    time.advance(Duration.ofSeconds(100)); // the hold timer, and up again
    recorder.command("reset", commands.get("reset"));
    time.advance(Duration.ofSeconds(20));
    peer.connect(VirtualSpeaker.US); // one too many
    peer.announce(ip(8), P1);
    time.advance(Duration.ofSeconds(5));

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).anyMatch(l -> l.contains(" timer ")).anyMatch(l -> l.contains(" accept "));
    assertThat(out.toString()).doesNotContain(MARKER);
    List<SpeakerEvent> again = new ArrayList<>();
    Speaker replayed = Replay.of(lines, VirtualSpeaker.usual(), again::add, commands);
    assertThat(again).isEqualTo(heard);
    assertThat(heard.size()).isGreaterThan(20);
    var asked = recorder.speaker().peers();
    var best = recorder.speaker().best(P2);
    time.settle();
    assertThat(sentences(changes(replayed))).isEqualTo(sentences(asked.join().get(0).history()));
    assertThat(replayed.best(P2).join()).isEqualTo(best.join()).isPresent();
  }

  @Test
  void aRecordThatDoesNotFitIsNamedByItsLine() throws Exception {
    ManualTimers time = new ManualTimers();
    MemoryNetwork network = new MemoryNetwork(time);
    StringBuilder out = new StringBuilder();
    Map<String, Consumer<Speaker>> commands =
        Map.of("peer", s -> s.addPeer(config(2, 65000).build()));
    new ScriptedPeer(network, ip(2), 65000).listen();
    Recorder recorder =
        Recorder.on(
            time, network.at(VirtualSpeaker.US), VirtualSpeaker.usual(), SpeakerListener.NONE, out);
    recorder.command("peer", commands.get("peer"));
    time.advance(Duration.ofSeconds(3));
    List<String> lines = out.toString().lines().toList();
    assertThatThrownBy(
            () ->
                Replay.of(
                    lines,
                    VirtualSpeaker.usual(),
                    SpeakerListener.NONE,
                    Map.of("peer", s -> s.addPeer(config(3, 65000).build()))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("> connect 1 10.0.0.2")
        .hasMessageContaining("the speaker does: > connect 1 10.0.0.3");
  }

  @Test
  void sessionsOverTheKernelsSockets() throws Exception {
    InetAddress a = IpAddresses.parse("127.0.22.1");
    InetAddress b = IpAddresses.parse("127.0.22.2");
    int port = FreePort.on("127.0.22.1", "127.0.22.2");
    StringBuffer out = new StringBuffer();
    SpeakerConfig config = new SpeakerConfig(64512, a, List.of(new InetSocketAddress(a, port)));
    Map<String, Consumer<Speaker>> commands =
        Map.of(
            "peer",
            s ->
                s.addPeer(
                    PeerConfig.builder(b, 65001)
                        .port(port)
                        .localAddress(a)
                        .importPolicy(Policy.ACCEPT_ALL)
                        .exportPolicy(Policy.ACCEPT_ALL)
                        .build()),
            "announce",
            s -> s.announce(P2, a));
    List<Route> seen;
    List<PeerStatus.Change> history;
    Recorder recorder = Recorder.start(config, SpeakerListener.NONE, out);
    try (Speaker other =
        Speaker.start(
            new SpeakerConfig(65001, b, List.of(new InetSocketAddress(b, port))),
            SpeakerListener.NONE)) {
      other.addPeer(
          PeerConfig.builder(a, 64512)
              .port(port)
              .localAddress(b)
              .holdTime(Duration.ofSeconds(9))
              .importPolicy(Policy.ACCEPT_ALL)
              .exportPolicy(Policy.ACCEPT_ALL)
              .build());
      for (int i = 0; i < 2000; i++) {
        other.announce(Prefix.parse("10." + (10 + i / 250) + "." + (i % 250) + ".0/24"), b);
      }
      recorder.command("peer", commands.get("peer"));
      recorder.command("announce", commands.get("announce"));
      Await.until("all routes", () -> routes(recorder.speaker()).size() == 2001);
      long before = timers(out);
      Await.until("keepalives by timers", () -> timers(out) >= before + 2);
      seen = routes(recorder.speaker());
      history = changes(recorder.speaker());
      recorder.close(); // before the other one ends, which would be in the record
    } finally {
      recorder.close();
    }
    assertThat(seen).hasSize(2001);
    Speaker replayed =
        Replay.of(out.toString().lines().toList(), config, SpeakerListener.NONE, commands);
    assertThat(routes(replayed).equals(seen)).isTrue();
    assertThat(sentences(changes(replayed))).isEqualTo(sentences(history));
    assertThat(history).anyMatch(c -> c.now() == SessionState.ESTABLISHED);
  }
}
