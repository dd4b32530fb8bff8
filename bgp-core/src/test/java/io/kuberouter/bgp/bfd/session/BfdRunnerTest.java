package io.kuberouter.bgp.bfd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.codec.ControlPacketCodec;
import io.kuberouter.bgp.bfd.testkit.FakeBfdNetwork;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two systems on one link, in virtual time. */
class BfdRunnerTest {

  private static final BfdConfig FAST =
      new BfdConfig(Duration.ofMillis(100), Duration.ofMillis(100), 3, false);

  private final FakeBfdNetwork network = new FakeBfdNetwork();
  private final List<String> told = new ArrayList<>();
  private long now;

  private final class Node {
    final InetAddress address;
    final BfdTransport transport;
    final BfdRunner runner;

    Node(String address, int seed) throws IOException {
      this.address = IpAddresses.parse(address);
      transport = network.attach(List.of(this.address), BfdNeighbor.PORT);
      runner =
          new BfdRunner(
              transport, (n, change) -> told.add(now / 1000 + " " + change), new Random(seed));
    }

    boolean work() throws IOException {
      boolean did = false;
      for (Optional<Datagram> in = transport.receive(0);
          in.isPresent();
          in = transport.receive(0)) {
        runner.receive(in.get(), now);
        did = true;
      }
      runner.tick(now);
      return did;
    }

    BfdStatus status() {
      return runner.status().get(0);
    }
  }

  private void run(long millis, Node... nodes) throws IOException {
    long end = now + (millis * 1000);
    while (true) {
      boolean busy = true;
      while (busy) {
        busy = false;
        for (Node node : nodes) {
          busy |= node.work();
        }
      }
      long next = end;
      for (Node node : nodes) {
        next = Math.min(next, node.runner.nextDeadline());
      }
      if (now == end) {
        return;
      }
      now = Math.max(now, next);
    }
  }

  private Node[] pair(String a, String b) throws IOException {
    Node one = new Node(a, 1);
    Node two = new Node(b, 2);
    one.runner.add(new BfdNeighbor(two.address, FAST), now);
    two.runner.add(new BfdNeighbor(one.address, FAST), now);
    run(3000, one, two);
    return new Node[] {one, two};
  }

  private static Optional<BfdState> state(Node node, Node of) {
    return node.runner.state(of.address);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2, 253, true",
    "192.0.2.1, 192.0.2.2, 252, false",
    "2001:db8::1, 2001:db8::2, 253, true",
    "2001:db8::1, 2001:db8::2, 252, false"
  })
  void rfc5883OverSeveralHopsTheHopLimitTellsHowFarAPacketCame(
      String a, String b, int hopLimit, boolean up) throws Exception {
    Node one = new Node(a, 1);
    Node two = new Node(b, 2);
    network.hopLimit(hopLimit);
    int port = BfdNeighbor.MULTIHOP_PORT;
    one.runner.add(new BfdNeighbor(two.address, Optional.empty(), port, 3, FAST), now);
    two.runner.add(new BfdNeighbor(one.address, Optional.empty(), port, 3, FAST), now);
    run(3000, one, two);
    assertThat(state(one, two)).contains(up ? BfdState.UP : BfdState.DOWN);
    assertThat(one.runner.discarded().getOrDefault(Discard.HOP_LIMIT, 0L) > 0).isEqualTo(!up);
    // the other port is not that of the session, and another host is not its neighbour
    long before = one.status().received();
    network.seen().stream()
        .filter(d -> d.source().equals(two.address))
        .reduce((first, last) -> last)
        .ifPresent(
            d -> {
              one.runner.receive(
                  new Datagram(two.address, d.sourcePort(), 255, d.payload(), false), now);
              one.runner.receive(
                  new Datagram(
                      IpAddresses.parse("192.0.2.99"), d.sourcePort(), 255, d.payload(), true),
                  now);
            });
    assertThat(one.status().received()).isEqualTo(before);
    assertThat(one.runner.discarded().getOrDefault(Discard.PORT, 0L)).isEqualTo(1);
    assertThat(one.runner.discarded().getOrDefault(Discard.UNKNOWN_NEIGHBOR, 0L)).isEqualTo(1);
  }

  @Test
  void rfc5882TheOtherSidesAdminDownIsToldAlsoWhenOurStateStays() throws Exception {
    Node one = new Node("192.0.2.1", 1);
    Node two = new Node("192.0.2.2", 2);
    two.runner.add(new BfdNeighbor(one.address, FAST), now);
    two.runner.enable(one.address, false, now);
    run(10, two); // what it said before is not heard any more
    one.transport.receive(0);
    one.transport.receive(0);
    one.runner.add(new BfdNeighbor(two.address, FAST), now);
    run(3000, one, two);
    assertThat(told).anyMatch(t -> t.endsWith("Down -> Down: No Diagnostic"));
    assertThat(state(one, two)).contains(BfdState.DOWN);
    two.runner.enable(one.address, true, now);
    run(3000, one, two);
    assertThat(state(one, two)).contains(BfdState.UP);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.2", "2001:db8::1, 2001:db8::2"})
  void aSessionComesUpAndStays(String a, String b) throws Exception {
    Node[] nodes = pair(a, b);
    told.clear();
    run(600_000, nodes);
    assertThat(told).isEmpty();
    assertThat(state(nodes[0], nodes[1])).contains(BfdState.UP);
    assertThat(state(nodes[1], nodes[0])).contains(BfdState.UP);
    BfdStatus status = nodes[0].status();
    assertThat(status.session().transmitInterval()).isEqualTo(100_000);
    assertThat(status.session().detectionTime()).isEqualTo(300_000);
    // 75 to 100 ms apart for ten minutes
    assertThat(status.sent()).isBetween(6000L, 8100L);
    assertThat(network.seen().stream().mapToInt(Datagram::sourcePort).distinct().count())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.2", "2001:db8::1, 2001:db8::2"})
  void aLossIsNoticedWithinTheDetectionTimeAndTheSessionComesBack(String a, String b)
      throws Exception {
    Node[] nodes = pair(a, b);
    network.losing((from, to) -> to.equals(nodes[0].address));
    told.clear();
    long cut = now;
    run(300, nodes);
    assertThat(state(nodes[0], nodes[1])).contains(BfdState.DOWN);
    // the other one is told by our packet, and not by its own detection time
    assertThat(state(nodes[1], nodes[0])).contains(BfdState.DOWN);
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).endsWith("Up -> Down: Control Detection Time Expired");
    assertThat(told.get(1)).endsWith("Up -> Down: Neighbor Signaled Session Down");
    assertThat(Long.parseLong(told.get(0).split(" ")[0]) - (cut / 1000)).isBetween(200L, 300L);
    network.losing((from, to) -> false);
    run(3000, nodes);
    assertThat(state(nodes[0], nodes[1])).contains(BfdState.UP);
    assertThat(state(nodes[1], nodes[0])).contains(BfdState.UP);
  }

  /** With a jitter that is never above 100 %, two of three lost packets are borne. */
  @Test
  void aFewLostPacketsAreBorne() throws Exception {
    Node[] nodes = pair("192.0.2.1", "192.0.2.2");
    told.clear();
    int[] count = {0};
    network.losing((from, to) -> count[0]++ % 3 != 0);
    run(600_000, nodes);
    assertThat(told.size()).isLessThan(4000); // it may flap: both directions share the count
    network.losing((from, to) -> from.equals(nodes[0].address) && count[0]++ % 2 == 0);
    run(5_000, nodes);
    told.clear();
    run(600_000, nodes);
    assertThat(told).isEmpty();
  }

  /** RFC 5881 section 5. */
  @Test
  void packetsThatWereForwardedAreNotTaken() throws Exception {
    Node[] nodes = pair("192.0.2.1", "192.0.2.2");
    network.hopLimit(254);
    run(1000, nodes);
    assertThat(state(nodes[0], nodes[1])).contains(BfdState.DOWN);
    assertThat(nodes[0].status().discarded().get(Discard.HOP_LIMIT)).isGreaterThan(3);
    assertThat(nodes[0].runner.discarded()).containsKey(Discard.HOP_LIMIT);
  }

  private void raw(Node to, InetAddress from, ControlPacket packet) {
    ByteBuffer out = ByteBuffer.allocate(ControlPacketCodec.LONGEST);
    ControlPacketCodec.encode(packet, out);
    to.runner.receive(new Datagram(from, 50000, 255, OctetString.take(out.flip())), now);
  }

  private static ControlPacket packet(BfdState state, int mine, int yours) {
    return new ControlPacket(
        0, state, Set.of(), 3, mine, yours, 100_000, 100_000, 0, Optional.empty());
  }

  /** RFC 5880 section 6.3: by Your Discriminator alone, wherever it comes from. */
  @Test
  void theDiscriminatorDecides() throws Exception {
    Node[] nodes = pair("192.0.2.1", "192.0.2.2");
    InetAddress stranger = IpAddresses.parse("192.0.2.9");
    int ours = nodes[0].status().session().localDiscriminator();
    int theirs = nodes[1].status().session().localDiscriminator();
    long received = nodes[0].status().received();
    raw(nodes[0], stranger, packet(BfdState.UP, theirs, ours));
    assertThat(nodes[0].status().received()).isEqualTo(received + 1);
    raw(nodes[0], nodes[1].address, packet(BfdState.UP, theirs, ours + 1));
    raw(nodes[0], nodes[1].address, packet(BfdState.INIT, theirs, 0));
    raw(nodes[0], stranger, packet(BfdState.DOWN, 7, 0));
    assertThat(nodes[0].runner.discarded())
        .containsOnlyKeys(
            Discard.UNKNOWN_SESSION, Discard.STATE_WITHOUT_DISCRIMINATOR, Discard.UNKNOWN_NEIGHBOR);
    assertThat(state(nodes[0], nodes[1])).contains(BfdState.UP);
  }

  @Test
  void aSessionThatIsRemovedTellsTheNeighbour() throws Exception {
    Node[] nodes = pair("192.0.2.1", "192.0.2.2");
    nodes[0].runner.remove(nodes[1].address, now);
    run(0, nodes);
    assertThat(nodes[0].runner.status()).isEmpty();
    assertThat(nodes[0].runner.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(state(nodes[1], nodes[0])).contains(BfdState.DOWN);
    assertThat(nodes[1].status().session().remote().state()).isEqualTo(BfdState.ADMIN_DOWN);
    assertThat(nodes[1].status().session().diagnostic())
        .isEqualTo(Diagnostic.NEIGHBOR_SIGNALED_SESSION_DOWN);
  }

  @Test
  void otherParametersAreNegotiatedWithoutLosingTheSession() throws Exception {
    Node[] nodes = pair("192.0.2.1", "192.0.2.2");
    told.clear();
    BfdConfig slow = new BfdConfig(Duration.ofSeconds(2), Duration.ofSeconds(3), 4, false);
    nodes[0].runner.add(new BfdNeighbor(nodes[1].address, slow), now);
    run(60_000, nodes);
    assertThat(told).isEmpty();
    assertThat(nodes[0].status().session().transmitInterval()).isEqualTo(2_000_000);
    assertThat(nodes[0].status().session().detectionTime()).isEqualTo(9_000_000);
    assertThat(nodes[1].status().session().transmitInterval()).isEqualTo(3_000_000);
    assertThat(nodes[1].status().session().detectionTime()).isEqualTo(8_000_000);
    nodes[0].runner.add(new BfdNeighbor(nodes[1].address, FAST), now);
    run(60_000, nodes);
    assertThat(told).isEmpty();
    assertThat(nodes[1].status().session().transmitInterval()).isEqualTo(100_000);
  }

  @Test
  void anAddressThatIsNotOursIsRefused() throws Exception {
    Node node = new Node("192.0.2.1", 1);
    BfdNeighbor neighbor =
        new BfdNeighbor(
            IpAddresses.parse("192.0.2.2"),
            Optional.of(IpAddresses.parse("192.0.2.77")),
            BfdNeighbor.PORT,
            FAST);
    assertThatThrownBy(() -> node.runner.add(neighbor, now))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot assign requested address");
    assertThat(node.runner.status()).isEmpty();
  }

  /** Time does what a peer cannot: the session ends where it should, whatever octets come. */
  @Test
  void whateverComes() throws Exception {
    Node[] nodes = pair("192.0.2.1", "192.0.2.2");
    Random random = new Random(5881);
    long end = System.nanoTime() + (Long.getLong("fuzz.millis", 300) * 1_000_000);
    while (System.nanoTime() < end) {
      List<Datagram> seen = network.seen();
      byte[] octets = seen.get(random.nextInt(seen.size())).payload().toArray();
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      Datagram changed = new Datagram(nodes[1].address, 50000, 255, OctetString.of(octets));
      long before = nodes[0].status().sent();
      nodes[0].runner.receive(changed, now);
      // no packet makes more packets
      assertThat(nodes[0].status().sent() - before).isLessThanOrEqualTo(1);
      if (random.nextInt(50) == 0) {
        now += random.nextInt(400_000);
        nodes[0].runner.tick(now);
      }
    }
    run(10_000, nodes);
    assertThat(state(nodes[0], nodes[1])).contains(BfdState.UP);
  }
}
