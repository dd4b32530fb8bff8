package io.kuberouter.bgp.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.CollisionRule.Verdict;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RoleCapability;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Role;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  private static OpenMessage open(long asn, String identifier, Capability... capabilities) {
    return new OpenMessage(asn, 90, BgpIdentifier.parse(identifier), List.of(capabilities));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, 10.0.0.1, true,  CLOSE_OTHER", // ours is higher: the one that we made stays
    "10.0.0.2, 10.0.0.1, false, CLOSE_NEW",
    "10.0.0.1, 10.0.0.2, true,  CLOSE_NEW",
    "10.0.0.1, 10.0.0.2, false, CLOSE_OTHER",
    "10.0.0.1, 192.0.2.1, false, CLOSE_OTHER", // as unsigned integers: section 6.8
    "10.0.0.1, 10.0.0.1, true,  CLOSE_OTHER", // RFC 6286: then the larger AS
  })
  void theConnectionOfTheHigherIdentifierStays(
      String local, String remote, boolean newIsOurs, Verdict verdict) {
    for (SessionState other : List.of(SessionState.OPEN_SENT, SessionState.OPEN_CONFIRM)) {
      assertThat(
              CollisionRule.decide(
                  open(65000, local), open(64999, remote), newIsOurs, other, false))
          .isEqualTo(verdict);
    }
  }

  @Test
  void anEstablishedConnectionStaysUnlessTheNeighbourRestarts() {
    OpenMessage a = open(65000, "10.0.0.1");
    OpenMessage b = open(64999, "10.0.0.2");
    assertThat(CollisionRule.decide(a, b, false, SessionState.ESTABLISHED, false))
        .isEqualTo(Verdict.CLOSE_NEW);
    assertThat(CollisionRule.decide(a, b, false, SessionState.ESTABLISHED, true))
        .isEqualTo(Verdict.CLOSE_OTHER);
    for (SessionState early :
        List.of(SessionState.IDLE, SessionState.CONNECT, SessionState.ACTIVE)) {
      assertThat(CollisionRule.decide(a, b, true, early, false)).isEqualTo(Verdict.BOTH);
    }
  }

  private static int refused(OpenMessage ours, OpenMessage theirs, long expected) {
    return OpenRule.check(
            ours, theirs, expected == 0 ? OptionalLong.empty() : OptionalLong.of(expected), false)
        .map(OpenRule.Refusal::notification)
        .map(NotificationMessage::subcode)
        .orElse(0);
  }

  @Test
  void anUnacceptableOpenHasItsSubcode() {
    OpenMessage ours = open(64512, "10.0.0.1");
    assertThat(refused(ours, open(65000, "10.0.0.2"), 65000)).isZero();
    assertThat(refused(ours, open(65000, "10.0.0.2"), 0)).isZero();
    assertThat(refused(ours, open(65001, "10.0.0.2"), 65000)).isEqualTo(2);
    assertThat(refused(ours, open(0, "10.0.0.2"), 0)).isEqualTo(2); // RFC 7607
    assertThat(refused(ours, open(65000, "0.0.0.0"), 65000)).isEqualTo(3);
    assertThat(refused(ours, open(64512, "10.0.0.1"), 64512)).isEqualTo(3);
    // RFC 6286: only within the AS must identifiers differ
    assertThat(refused(ours, open(65000, "10.0.0.1"), 65000)).isZero();
    for (int seconds : new int[] {1, 2}) {
      OpenMessage hasty =
          new OpenMessage(65000, seconds, BgpIdentifier.parse("10.0.0.2"), List.of());
      assertThat(refused(ours, hasty, 65000)).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PROVIDER, CUSTOMER, true",
    "CUSTOMER, PROVIDER, true",
    "ROUTE_SERVER, ROUTE_SERVER_CLIENT, true",
    "ROUTE_SERVER_CLIENT, ROUTE_SERVER, true",
    "PEER, PEER, true",
    "PROVIDER, PROVIDER, false",
    "PEER, CUSTOMER, false"
  })
  void rfc9234RolesMustCorrespond(Role ours, Role theirs, boolean fit) {
    int subcode =
        refused(
            open(64512, "10.0.0.1", new RoleCapability(ours)),
            open(65000, "10.0.0.2", new RoleCapability(theirs)),
            65000);
    assertThat(subcode).isEqualTo(fit ? 0 : 11);
  }

  @Test
  void rfc9234InStrictModeARoleMustBeTold() {
    OpenMessage ours = open(64512, "10.0.0.1", new RoleCapability(Role.PEER));
    OpenMessage silent = open(65000, "10.0.0.2");
    assertThat(OpenRule.check(ours, silent, OptionalLong.empty(), false)).isEmpty();
    assertThat(OpenRule.check(ours, silent, OptionalLong.empty(), true))
        .hasValueSatisfying(r -> assertThat(r.notification().subcode()).isEqualTo(11));
    OpenMessage twice =
        open(65000, "10.0.0.2", new RoleCapability(Role.PEER), new RoleCapability(Role.CUSTOMER));
    assertThat(OpenRule.check(ours, twice, OptionalLong.empty(), false)).isPresent();
  }

  @Test
  void theWaitDoublesUpToALimitAndIsJittered() {
    BackOff wait = new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(30));
    assertThat(wait.millis(0, 1)).isEqualTo(2000);
    assertThat(wait.millis(0, 0)).isEqualTo(1500);
    assertThat(wait.millis(2, 1)).isEqualTo(8000);
    assertThat(wait.millis(4, 1)).isEqualTo(30_000);
    assertThat(wait.millis(1_000_000, 0)).isEqualTo(22_500);
  }
}
