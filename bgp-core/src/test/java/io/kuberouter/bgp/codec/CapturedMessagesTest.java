package io.kuberouter.bgp.codec;

import static io.kuberouter.bgp.codec.Captured.PLAIN;
import static io.kuberouter.bgp.codec.Captured.REFLECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.LargeCommunity;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What daemons wrote: all of them were told the same routes, among them one with every attribute
 * that they pass on, and told them to two neighbours of different abilities.
 */
class CapturedMessagesTest {

  private static final Prefix RICH = Prefix.parse("198.51.100.0/24");

  private static BgpMessage decode(byte[] octets, SessionParameters session) throws Exception {
    return MessageCodec.decode(ByteBuffer.wrap(octets), session);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bird", "frr", "gobgp", "openbgpd"})
  void everyMessageIsReadWithoutAFaultAndWrittenToTheSameEffect(String daemon) throws Exception {
    for (String kind : List.of(REFLECTED, PLAIN)) {
      Captured capture = Captured.of(daemon, kind);
      for (byte[] octets : capture.messages()) {
        BgpMessage message = decode(octets, capture.session());
        byte[] ours = MessageCodec.encode(message, capture.session());
        assertThat(decode(ours, capture.session())).isEqualTo(message);
        boolean oneForm = !(message instanceof UpdateMessage || message instanceof OpenMessage);
        assertThat(oneForm && !OctetString.of(ours).equals(OctetString.of(octets))).isFalse();
      }
      assertThat(capture.updates()).hasSizeGreaterThan(5).allMatch(u -> u.faults().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bird", "frr", "gobgp", "openbgpd"})
  void aClientInTheAsIsToldEveryAttribute(String daemon) throws Exception {
    PathAttributes rich = Captured.of(daemon, REFLECTED).of(RICH);
    common(rich);
    assertThat(rich.asPath()).hasToString("65001 4200000000 65002 {65010,4200000010}");
    assertThat(rich.localPref()).hasValue(200);
    assertThat(rich.multiExitDisc()).hasValue(50);
    assertThat(rich.get(AttributeType.ORIGINATOR_ID, OriginatorId.class))
        .hasValue(new OriginatorId(BgpIdentifier.parse("10.9.0.2")));
    assertThat(rich.get(AttributeType.CLUSTER_LIST, ClusterList.class))
        .hasValue(new ClusterList(List.of(BgpIdentifier.parse("10.9.0.1"))));
    assertThat(rich.nextHop().map(h -> h.address().getHostAddress())).isPresent();
  }

  /** Its AS numbers have two octets: AS4_PATH and AS4_AGGREGATOR hold the true ones. */
  @ParameterizedTest
  @ValueSource(strings = {"bird", "frr", "gobgp", "openbgpd"})
  void aNeighbourOfTwoOctetsIsToldTheTruePath(String daemon) throws Exception {
    Captured capture = Captured.of(daemon, PLAIN);
    assertThat(capture.session().fourOctetAs()).isFalse();
    PathAttributes rich = capture.of(RICH);
    common(rich);
    assertThat(rich.asPath()).hasToString("64512 65001 4200000000 65002 {65010,4200000010}");
    assertThat(rich.localPref()).isEmpty();
  }

  private static void common(PathAttributes rich) {
    assertThat(rich.has(AttributeType.ATOMIC_AGGREGATE)).isTrue();
    assertThat(rich.get(AttributeType.AGGREGATOR, Aggregator.class))
        .hasValue(new Aggregator(4_200_000_000L, BgpIdentifier.parse("10.0.0.9")));
    assertThat(rich.communities()).containsExactly(Community.of(65000, 1), Community.of(65000, 2));
    assertThat(rich.largeCommunities()).containsExactly(LargeCommunity.parse("4200000000:1:2"));
    assertThat(rich.extendedCommunities().stream().map(Object::toString))
        .contains("rt:65000:100", "ro:65000:101", "rt:192.0.2.1:7", "rt:4200000000:8");
    assertThat(rich.get(99).map(a -> ((UnknownAttribute) a).value()))
        .hasValue(OctetString.parseHex("aabbcc"));
    assertThat(rich.get(AttributeType.ONLY_TO_CUSTOMER, OnlyToCustomer.class))
        .hasValue(new OnlyToCustomer(65001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bird", "frr", "gobgp", "openbgpd"})
  void routesOfBothFamiliesComeAndGo(String daemon) throws Exception {
    Captured capture = Captured.of(daemon, REFLECTED);
    List<Prefix> gone = new ArrayList<>();
    int told = 0;
    for (DecodedUpdate update : capture.updates()) {
      told += update.announcements().stream().mapToInt(a -> a.nlri().size()).sum();
      update.withdrawals().forEach(nlri -> gone.addAll(nlri.prefixes()));
    }
    assertThat(told).isGreaterThan(126);
    assertThat(gone)
        .containsExactlyInAnyOrder(
            Prefix.parse("100.64.3.0/24"), Prefix.parse("2001:db8:2:3::/64"));
    assertThat(capture.of(Prefix.parse("2001:db8::7/128")).nextHop()).isPresent();
    assertThat(capture.of(Prefix.parse("0.0.0.0/0")).nextHop()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bird", "frr", "openbgpd"})
  void theOperatorsTextIsRead(String daemon) throws Exception {
    Captured capture = Captured.of(daemon, REFLECTED);
    NotificationMessage last =
        (NotificationMessage)
            decode(capture.messages().get(capture.messages().size() - 1), capture.session());
    assertThat(last.text()).isEqualTo("Cease/Administrative Shutdown: \"maintenance until 10:00\"");
  }

  @Test
  void theCapturesTogetherHaveEveryMessageAndAttribute() throws Exception {
    Set<MessageType> messages = EnumSet.noneOf(MessageType.class);
    Set<AttributeType> attributes = EnumSet.noneOf(AttributeType.class);
    Set<AddressFamily> ends = new java.util.HashSet<>();
    for (String daemon : Captured.DAEMONS) {
      for (String kind : List.of(REFLECTED, PLAIN)) {
        Captured capture = Captured.of(daemon, kind);
        for (byte[] octets : capture.messages()) {
          MessageType.of(octets[18]).ifPresent(messages::add);
        }
        for (DecodedUpdate update : capture.updates()) {
          update
              .message()
              .attributes()
              .forEach(a -> AttributeType.of(a.typeCode()).ifPresent(attributes::add));
          update.endOfRib().ifPresent(ends::add);
        }
      }
    }
    assertThat(messages).isEqualTo(EnumSet.allOf(MessageType.class));
    // AS4_PATH and AS4_AGGREGATOR are merged: aNeighbourOfTwoOctetsIsToldTheTruePath
    assertThat(attributes)
        .isEqualTo(
            EnumSet.complementOf(EnumSet.of(AttributeType.AS4_PATH, AttributeType.AS4_AGGREGATOR)));
    assertThat(ends)
        .containsExactlyInAnyOrder(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
  }

  /** Of long messages, which differ in their prefixes only, the first octets. */
  @ParameterizedTest
  @ValueSource(strings = {"bird", "frr", "gobgp", "openbgpd"})
  void everyTruncationAndEveryOneOctetChangeEndsInTheDeclaredExceptionOnly(String daemon)
      throws Exception {
    for (String kind : List.of(REFLECTED, PLAIN)) {
      Captured capture = Captured.of(daemon, kind);
      for (byte[] octets : capture.messages()) {
        MessageCodecTest.declaredOnly(octets, 160, capture.session());
      }
    }
  }
}
