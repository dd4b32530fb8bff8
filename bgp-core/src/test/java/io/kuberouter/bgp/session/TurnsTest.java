package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.config;
import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What concerns all routes of a neighbour takes many short turns, between which all else goes on:
 * in virtual time, as if each turn took a fifth of a second.
 */
class TurnsTest {

  private static final int MANY = 60_000;
  private static final int OF_A_TURN = 4096;
  private static final Duration TURN = Duration.ofMillis(200);

  private final VirtualSpeaker us = new VirtualSpeaker();
  private final ScriptedPeer from = us.scripted(2, 65000);
  private final ScriptedPeer to = us.scripted(3, 65001).holdTime(3);

  private static Prefix prefix(int n) {
    return new Prefix(false, (0x0a00_0000L + ((long) n << 8)) << 32, 0, 24);
  }

  private static Prefix[] prefixes(int first, int end) {
    return IntStream.range(first, end).mapToObj(TurnsTest::prefix).toArray(Prefix[]::new);
  }

  /** The neighbour tells prefixes with a MED. */
  private void tell(int first, int end, int med) {
    PathAttributes attributes =
        PathAttributes.of(
            Origin.IGP, AsPath.sequence(65000), new NextHop(ip(2)), new MultiExitDisc(med));
    for (int at = first; at < end; at += 900) {
      from.announce(attributes, prefixes(at, Math.min(end, at + 900)));
    }
  }

  @BeforeEach
  void aNeighbourHasToldManyRoutes() {
    us.established(from, config(2, 65000).build());
    us.established(to, config(3, 65001).build());
    tell(0, MANY, 1);
    us.settle();
    assertThat(us.best).hasSize(MANY);
    assertThat(to.routes()).hasSize(MANY);
  }

  /** One turn; whether there is more to do. */
  private boolean turn() {
    to.say(new KeepaliveMessage());
    return us.time.turn(TURN);
  }

  private void until(BooleanSupplier condition) {
    for (int turns = 0; !condition.getAsBoolean(); turns++) {
      assertThat(turns).isLessThan(1000);
      turn();
    }
  }

  private enum End {
    THE_NEIGHBOUR_HANGS_UP {
      @Override
      void begin(TurnsTest test) {
        test.from.polite(false);
        test.from.hangUp();
      }
    },
    IT_IS_REMOVED {
      @Override
      void begin(TurnsTest test) {
        test.us.speaker.removePeer(ip(2));
      }
    },
    ITS_ROUTES_ARE_REJECTED {
      @Override
      void begin(TurnsTest test) {
        test.us.speaker.addPeer(config(2, 65000).importPolicy(Policy.REJECT_ALL).build());
      }
    };

    abstract void begin(TurnsTest test);
  }

  @ParameterizedTest
  @EnumSource
  void keepalivesLeaveWhileRoutesGo(End end) {
    to.forget();
    end.begin(this);
    List<Integer> went = new ArrayList<>();
    List<Integer> spoke = new ArrayList<>();
    while (!us.best.isEmpty()) {
      int before = us.best.size();
      to.forget();
      turn();
      went.add(before - us.best.size());
      if (!to.heard(KeepaliveMessage.class).isEmpty()) {
        spoke.add(went.size());
      }
      assertThat(went).hasSizeLessThan(100);
    }
    assertThat(went).hasSizeGreaterThanOrEqualTo(MANY / OF_A_TURN);
    assertThat(went).allMatch(count -> count <= OF_A_TURN);
    int last = 0;
    for (int at : spoke) { // each within a third of the hold time, and the turn
      assertThat((at - last) * TURN.toMillis()).isLessThanOrEqualTo(1000 + TURN.toMillis());
      last = at;
    }
    assertThat(last).isGreaterThan(0);
    assertThat(us.state(3)).isEqualTo(SessionState.ESTABLISHED);
  }

  /** The neighbour hangs up and is back when half of its routes are still to go. */
  private void comeBack() {
    from.hangUp();
    until(() -> us.best.size() < MANY);
    us.speaker.reset(ip(2), "at once");
    List<SpeakerEvent> before = List.copyOf(us.events);
    until(() -> us.events.stream().skip(before.size()).anyMatch(TurnsTest::isUp));
    assertThat(us.best).hasSizeGreaterThan(OF_A_TURN);
  }

  private static boolean isUp(SpeakerEvent event) {
    return event instanceof SpeakerEvent.PeerStateChanged c && c.now() == SessionState.ESTABLISHED;
  }

  private static Set<Prefix> set(Prefix[]... all) {
    Set<Prefix> set = new HashSet<>();
    for (Prefix[] some : all) {
      set.addAll(List.of(some));
    }
    return set;
  }

  @Test
  void whatIsToldAgainWhileOldRoutesGoStaysAndTheRestGoes() {
    comeBack();
    int begin = us.events.size();
    tell(0, 50, 2);
    tell(MANY / 2, MANY / 2 + 50, 1); // as before
    tell(MANY - 50, MANY + 50, 2);
    from.withdraw(prefix(MANY + 49), prefix(7));
    turn();
    Set<Prefix> told =
        set(prefixes(0, 50), prefixes(MANY / 2, MANY / 2 + 50), prefixes(MANY - 50, MANY + 50));
    told.removeAll(Set.of(prefix(7), prefix(MANY + 49)));
    var status = us.speaker.peers();
    turn();
    assertThat(status.join().get(0).received()).isEqualTo(told.size()); // what goes is not counted
    assertThat(us.best).hasSizeGreaterThan(told.size());
    us.settle();
    assertThat(us.best.keySet()).isEqualTo(told);
    assertThat(to.routes().keySet()).isEqualTo(told);
    us.best.forEach(
        (prefix, route) ->
            assertThat(route.attributes().multiExitDisc())
                .hasValue(set(prefixes(MANY / 2, MANY / 2 + 50)).contains(prefix) ? 1 : 2));
    assertThat(us.events.stream().skip(begin))
        .as("none is told to have gone that was told again")
        .noneMatch(
            e ->
                e instanceof SpeakerEvent.BestRouteChanged c
                    && c.route().isEmpty()
                    && told.contains(c.prefix()));
  }

  private static Policy always(PolicyAction action) {
    return Policy.builder()
        .rule("all", Policy.Verdict.ACCEPT, List.of(), List.of(action))
        .otherwiseAccept();
  }

  @Test
  void otherPoliciesWhileOldRoutesGo() {
    comeBack();
    tell(0, 1000, 2);
    turn();
    us.speaker.addPeer(
        config(2, 65000).importPolicy(always(new PolicyAction.SetLocalPref(300))).build());
    us.speaker.addPeer(config(3, 65001).exportPolicy(always(new PolicyAction.SetMed(5))).build());
    turn();
    us.speaker.addPeer(config(3, 65001).exportPolicy(always(new PolicyAction.SetMed(6))).build());
    turn();
    assertThat(us.best).hasSizeGreaterThan(1000);
    us.settle();
    assertThat(us.best).hasSize(1000);
    assertThat(us.best.values()).allMatch(r -> r.attributes().localPref().orElse(0) == 300);
    assertThat(to.routes()).hasSize(1000);
    assertThat(to.routes().values()).allMatch(a -> a.multiExitDisc().orElse(-1) == 6);
  }

  @Test
  void aNeighbourThatIsRemovedAndAddedAgainWhileItsRoutesGoIsNotToldThem() {
    from.forget();
    us.speaker.removePeer(ip(2));
    turn();
    us.speaker.addPeer(config(2, 65000).build());
    until(() -> us.events.stream().skip(MANY).anyMatch(TurnsTest::isUp));
    assertThat(us.best).hasSizeGreaterThan(OF_A_TURN);
    tell(0, 50, 2);
    us.settle();
    assertThat(us.best.keySet()).isEqualTo(set(prefixes(0, 50)));
    assertThat(to.routes().keySet()).isEqualTo(set(prefixes(0, 50)));
    assertThat(from.routes()).isEmpty();
    us.speaker.removePeer(ip(2));
    us.settle();
    assertThat(us.best).isEmpty();
    us.established(us.scripted(4, 65004), config(4, 65004).build()).announce(ip(4), prefix(1));
    us.settle();
    assertThat(us.best.get(prefix(1)).source().peer()).isEqualTo(ip(4));
  }

  @Test
  void aNewNeighbourIsToldAllInTurnsAndThenTheEndOfRib() {
    ScriptedPeer young = us.scripted(4, 65004).listen();
    us.speaker.addPeer(config(4, 65004).build());
    until(() -> !young.heard(UpdateMessage.class).isEmpty());
    us.speaker.removePeer(ip(2)); // while it is told
    us.settle();
    List<UpdateMessage> updates = young.heard(UpdateMessage.class);
    assertThat(updates.stream().filter(u -> u.endOfRib().isPresent())).hasSize(2);
    assertThat(young.routes()).isEmpty();
    assertThat(us.best).isEmpty();
  }

  @Test
  void theEndOfRibIsHeardBehindTheRoutesThatItEnds() {
    ScriptedPeer restarting =
        us.scripted(5, 65005)
            .offering(
                new GracefulRestartCapability(
                    false,
                    false,
                    100,
                    List.of(
                        new GracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, true))));
    us.established(restarting, config(5, 65005).gracefulRestart(Duration.ofSeconds(120)).build());
    for (int at = MANY; at < 2 * MANY; at += 900) {
      restarting.announce(ip(5), prefixes(at, at + 900));
    }
    us.settle();
    restarting.hangUp();
    us.pass(40);
    assertThat(us.state(5)).isEqualTo(SessionState.ESTABLISHED);
    Ear ear = new Ear();
    us.speaker.events().subscribe(ear);
    us.settle();
    ear.heard.clear();
    restarting.announce(ip(5), prefix(MANY));
    restarting.say(UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    us.settle();
    assertThat(ear.heard).hasSizeGreaterThanOrEqualTo(MANY);
    assertThat(ear.heard.get(ear.heard.size() - 1))
        .isEqualTo(new SpeakerEvent.EndOfRibReceived(ip(5), AddressFamily.IPV4_UNICAST));
  }

  private static final class Ear implements Flow.Subscriber<SpeakerEvent> {
    private final List<SpeakerEvent> heard = new ArrayList<>();

    @Override
    public void onSubscribe(Flow.Subscription given) {
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SpeakerEvent event) {
      heard.add(event);
    }

    @Override
    public void onError(Throwable why) {
      throw new AssertionError(why);
    }

    @Override
    public void onComplete() {}
  }
}
