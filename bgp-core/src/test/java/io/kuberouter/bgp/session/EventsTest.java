package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Subscribers of a speaker's events, in virtual time. */
class EventsTest {

  private static final Prefix P1 = Prefix.parse("10.1.0.0/24");
  private static final Prefix P2 = Prefix.parse("10.2.0.0/24");

  private final VirtualSpeaker us = new VirtualSpeaker();

  private static final class Ear implements Flow.Subscriber<SpeakerEvent> {
    final List<SpeakerEvent> heard = new ArrayList<>();
    Flow.Subscription subscription;
    Optional<Throwable> error = Optional.empty();
    boolean complete;
    boolean broken;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(SpeakerEvent event) {
      heard.add(event);
      if (broken) {
        throw new IllegalStateException("mine");
      }
    }

    @Override
    public void onError(Throwable why) {
      error = Optional.of(why);
    }

    @Override
    public void onComplete() {
      complete = true;
    }

    List<Prefix> routes(boolean there) {
      return heard.stream()
          .filter(SpeakerEvent.BestRouteChanged.class::isInstance)
          .map(SpeakerEvent.BestRouteChanged.class::cast)
          .filter(c -> c.route().isPresent() == there)
          .map(SpeakerEvent.BestRouteChanged::prefix)
          .toList();
    }
  }

  private Ear ear(long wanted) {
    Ear ear = new Ear();
    us.speaker.events().subscribe(ear);
    us.settle();
    if (wanted > 0) {
      ear.subscription.request(wanted);
      us.settle();
    }
    return ear;
  }

  @Test
  void aSubscriberHearsWhatIsThereThenWhatHappens() {
    ScriptedPeer peer = us.established(2, 65000);
    peer.announce(ip(9), P1);
    us.settle();
    Ear ear = ear(Long.MAX_VALUE);
    assertThat(ear.heard.get(0))
        .isInstanceOfSatisfying(
            SpeakerEvent.PeerStateChanged.class,
            c -> assertThat(c.now()).isEqualTo(SessionState.ESTABLISHED));
    assertThat(ear.routes(true)).containsExactly(P1);
    peer.announce(ip(9), P2);
    peer.say(UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    us.settle();
    assertThat(ear.routes(true)).containsExactly(P1, P2);
    assertThat(ear.heard.get(ear.heard.size() - 1))
        .isEqualTo(new SpeakerEvent.EndOfRibReceived(ip(2), AddressFamily.IPV4_UNICAST));
    peer.hangUp();
    us.settle();
    assertThat(ear.routes(false)).containsExactlyInAnyOrder(P1, P2);
  }

  @Test
  void aSlowSubscriberHearsTheLatestOfEachPrefixAndOfEachNeighbour() {
    ScriptedPeer peer = us.established(2, 65000);
    Ear slow = ear(0);
    for (int i = 1; i <= 1000; i++) {
      peer.announce(ip(1 + i % 200), P1, P2);
      peer.withdraw(P2);
      us.settle();
    }
    us.speaker.reset(ip(2), "once");
    us.pass(5);
    peer.announce(ip(77), P1);
    peer.say(UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    us.settle();
    assertThat(slow.heard).isEmpty();
    slow.subscription.request(2);
    us.settle();
    assertThat(slow.heard).hasSize(2); // as many as it asked for
    slow.subscription.request(100);
    us.settle();
    // one of the session, one of each prefix, one end-of-RIB: not the thousands that happened
    assertThat(slow.heard).hasSizeLessThanOrEqualTo(4);
    assertThat(slow.heard.get(0))
        .isInstanceOfSatisfying(
            SpeakerEvent.PeerStateChanged.class,
            c -> assertThat(c.now()).isEqualTo(SessionState.ESTABLISHED));
    assertThat(slow.routes(true)).containsExactly(P1);
    assertThat(slow.heard.get(slow.heard.size() - 1))
        .isInstanceOf(SpeakerEvent.EndOfRibReceived.class);
    SpeakerEvent.BestRouteChanged last =
        slow.heard.stream()
            .filter(SpeakerEvent.BestRouteChanged.class::isInstance)
            .map(SpeakerEvent.BestRouteChanged.class::cast)
            .filter(c -> c.prefix().equals(P1))
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(last.route().orElseThrow().nextHop()).hasValue(ip(77));
  }

  @Test
  void anEndOfRibComesBehindTheRoutesThatItEnds() {
    ScriptedPeer peer = us.established(2, 65000);
    Ear slow = ear(1); // the session
    peer.announce(ip(9), P1, P2);
    peer.say(UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    us.settle();
    peer.announce(ip(9), Prefix.parse("10.3.0.0/24"));
    us.settle();
    slow.subscription.request(3);
    us.settle();
    assertThat(slow.routes(true)).containsExactly(P1, P2);
    assertThat(slow.heard.get(3)).isInstanceOf(SpeakerEvent.EndOfRibReceived.class);
  }

  @Test
  void subscribersAreIndependentAndMayEnd() {
    ScriptedPeer peer = us.established(2, 65000);
    Ear one = ear(Long.MAX_VALUE);
    Ear broken = ear(0);
    Ear wrong = ear(0);
    Ear slow = ear(0);
    broken.broken = true;
    broken.subscription.request(1);
    wrong.subscription.request(0);
    peer.announce(ip(9), P1);
    us.settle();
    assertThat(broken.error.orElseThrow()).hasMessage("mine");
    assertThat(wrong.error.orElseThrow()).isInstanceOf(IllegalArgumentException.class);
    assertThat(one.routes(true)).containsExactly(P1);
    one.subscription.cancel();
    us.settle();
    int before = one.heard.size();
    peer.announce(ip(9), P2);
    us.settle();
    assertThat(one.heard).hasSize(before);
    assertThat(us.best).containsOnlyKeys(P1, P2); // the listener goes on
    us.speaker.close();
    us.settle();
    assertThat(slow.complete).isTrue();
    assertThat(one.complete).isFalse();
  }
}
