package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UnknownCapability;
import io.kuberouter.bgp.message.UnknownMessage;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  private static final SessionParameters SESSION = CodecSamples.session(true);
  private static final SessionParameters PLAIN = SessionParameters.plain(64512, 65000);

  private static byte[] octets(String text) {
    return HexFormat.of().parseHex((CodecSamples.MARKER + text).replace(" ", ""));
  }

  private static BgpMessage decode(byte[] octets, SessionParameters session)
      throws BgpProtocolException {
    return MessageCodec.decode(ByteBuffer.wrap(octets), session);
  }

  private static BgpProtocolException refused(byte[] octets, SessionParameters session) {
    BgpProtocolException e =
        catchThrowableOfType(BgpProtocolException.class, () -> decode(octets, session));
    assertThat(e).as(HexFormat.of().formatHex(octets)).isNotNull();
    return e;
  }

  static Map<String, BgpMessage> samples() {
    Map<String, BgpMessage> all = new LinkedHashMap<>();
    all.put(
        "0031 01 04 fc00 005a 0a000001 14 02 12 010400010001 010400020001 4104 0000fc00",
        new OpenMessage(
            64512,
            90,
            BgpIdentifier.parse("10.0.0.1"),
            List.of(
                new MultiprotocolCapability(AddressFamily.IPV4_UNICAST),
                new MultiprotocolCapability(AddressFamily.IPV6_UNICAST),
                new FourOctetAsCapability(64512))));
    all.put(
        "003c 02 0003 10 0a02 0014 40010100 40020602010000fde8 4003040a000002 18 0a0100 20 0a010203"
            + " 08 0a 00",
        new UpdateMessage(
            Nlri.of(Prefix.parse("10.2.0.0/16")),
            PathAttributes.of(
                Origin.IGP, AsPath.sequence(65000), new NextHop(IpAddresses.parse("10.0.0.2"))),
            Nlri.of(
                Prefix.parse("10.1.0.0/24"),
                Prefix.parse("10.1.2.3/32"),
                Prefix.parse("10.0.0.0/8"),
                Prefix.parse("0.0.0.0/0"))));
    all.put("0017 02 0000 0000", UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    all.put("001d 02 0000 0006 800f03 0002 01", UpdateMessage.endOfRib(AddressFamily.IPV6_UNICAST));
    all.put(
        "001a 03 06 02 04 62796521",
        new NotificationMessage(6, 2, OctetString.parseHex("0462796521")));
    all.put("0013 04", new KeepaliveMessage());
    all.put(
        "0017 05 0002 00 01",
        new RouteRefreshMessage(AddressFamily.IPV6_UNICAST, RouteRefreshMessage.REQUEST));
    all.put("0015 07 abcd", new UnknownMessage(7, OctetString.parseHex("abcd")));
    return all;
  }

  @Test
  void everyMessageIsAmongTheSamples() {
    Set<Class<?>> sampled = new LinkedHashSet<>();
    samples().values().forEach(m -> sampled.add(m.getClass()));
    assertThat(sampled).containsExactlyInAnyOrder(BgpMessage.class.getPermittedSubclasses());
  }

  @Test
  void octetsAndValuesAgreeBothWays() throws Exception {
    for (var sample : samples().entrySet()) {
      String length = sample.getKey().substring(0, 4);
      byte[] octets = octets(sample.getKey());
      octets[16] = (byte) (octets.length >> 8);
      octets[17] = (byte) octets.length;
      assertThat(decode(octets, SESSION)).as(sample.getKey()).isEqualTo(sample.getValue());
      assertThat(MessageCodec.encode(sample.getValue(), SESSION)).as(length).isEqualTo(octets);
    }
  }

  @Test
  void everyTruncationAndEveryOneOctetChangeEndsInTheDeclaredExceptionOnly() {
    List<byte[]> corpus = new ArrayList<>();
    samples().values().forEach(m -> corpus.add(MessageCodec.encode(m, SESSION)));
    corpus.add(
        octets(
            "0000 02 0000 0000 "
                + String.join("", CodecSamples.attributes().keySet()).replace(" ", "")
                + "180a0100"));
    byte[] rich = corpus.get(corpus.size() - 1);
    int attributes = rich.length - 23 - 4;
    rich[21] = (byte) (attributes >> 8);
    rich[22] = (byte) attributes;
    for (byte[] whole : corpus) {
      declaredOnly(whole, whole.length, SESSION);
      declaredOnly(whole, whole.length, PLAIN);
    }
  }

  /** Reads every beginning of a message, and the message with each of its first octets changed. */
  static void declaredOnly(byte[] whole, int octets, SessionParameters session) {
    for (int cut = MessageFramer.HEADER; cut <= whole.length; cut++) {
      declared(Arrays.copyOf(whole, cut), session);
    }
    for (int at = MessageFramer.HEADER - 1; at < Math.min(octets, whole.length); at++) {
      byte[] changed = whole.clone();
      for (int change = 0; change < 256; change++) {
        changed[at] = (byte) change;
        declared(changed, session);
      }
    }
  }

  private static void declared(byte[] octets, SessionParameters session) {
    octets[16] = (byte) (octets.length >> 8);
    octets[17] = (byte) octets.length;
    try {
      BgpMessage message = decode(octets, session);
      if (message instanceof UpdateMessage update) {
        update.announcements().forEach(a -> a.nlri().prefixes());
        update.withdrawals().forEach(Nlri::prefixes);
        update.endOfRib();
      }
      MessageCodec.encode(message, session);
    } catch (BgpProtocolException e) {
      assertThat(e.notification().code()).isBetween(1, 7);
    }
  }

  // RFC 4271 section 6.1

  @Test
  void ifTheMarkerFieldIsNotAsExpectedTheSubcodeIsConnectionNotSynchronized() {
    byte[] octets = octets("0013 04");
    octets[3] = 0;
    assertThat(refused(octets, PLAIN).notification()).isEqualTo(new NotificationMessage(1, 1));
  }

  @Test
  void theDataFieldMustContainTheErroneousLengthField() {
    for (String bad : List.of("0012 04", "1001 02", "0014 04", "001c 01", "0016 02", "0014 03")) {
      byte[] octets = octets(bad);
      assertThat(refused(octets, PLAIN).notification())
          .isEqualTo(new NotificationMessage(1, 2, OctetString.of(octets[16], octets[17])));
    }
  }

  @Test
  void rfc8654AMessageOfUpTo65535OctetsIsTakenWhenBothCan() throws Exception {
    Capability can = new io.kuberouter.bgp.message.ExtendedMessageCapability();
    BgpIdentifier id = new BgpIdentifier(1);
    OpenMessage open = new OpenMessage(1, 0, id, List.of(can));
    SessionParameters extended = SessionParameters.negotiate(open, open);
    assertThat(MessageFramer.length(ByteBuffer.wrap(octets("ffff 02")), extended)).isEqualTo(65535);
    // section 4: "applies to all messages except for OPEN and KEEPALIVE messages"
    assertThat(refused(octets("1001 01"), extended).notification().subcode()).isEqualTo(2);
  }

  // RFC 4271 section 6.2, RFC 5492, RFC 9072

  @Test
  void theDataFieldOfUnsupportedVersionNumberIsTheLargestLocallySupportedVersion() {
    assertThat(refused(octets("001d 01 03 fc00 005a 0a000001 00"), PLAIN).notification())
        .isEqualTo(new NotificationMessage(2, 1, OctetString.parseHex("0004")));
  }

  @Test
  void ifAnOptionalParameterIsNotRecognizedTheSubcodeIsUnsupportedOptionalParameters() {
    assertThat(refused(octets("0020 01 04 fc00 005a 0a000001 03 01 01 00"), PLAIN).notification())
        .isEqualTo(new NotificationMessage(2, 4));
  }

  @Test
  void ifAParameterIsRecognizedButMalformedTheSubcodeIsUnspecific() {
    for (String bad :
        List.of(
            "0020 01 04 fc00 005a 0a000001 03 02 02 41",
            "0020 01 04 fc00 005a 0a000001 09 02 01 41",
            "001f 01 04 fc00 005a 0a000001 02 02 05",
            "0021 01 04 fc00 005a 0a000001 04 02 02 4104")) {
      assertThat(refused(octets(bad), PLAIN).notification())
          .as(bad)
          .isEqualTo(new NotificationMessage(2, 0));
    }
  }

  @Test
  void rfc9072ParametersLongerThan255OctetsUseTheExtendedFormat() throws Exception {
    List<Capability> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(new UnknownCapability(200, OctetString.parseHex("0000000" + (i % 10))));
    }
    OpenMessage open = new OpenMessage(64512, 90, new BgpIdentifier(1), many);
    byte[] octets = MessageCodec.encode(open, PLAIN);
    assertThat(HexFormat.of().formatHex(octets, 28, 35)).isEqualTo("ffff016b020168");
    assertThat(decode(octets, PLAIN)).isEqualTo(open);
  }

  /** Section 2: where it "does not exceed 255", the usual format "SHOULD be used". */
  @Test
  void rfc9072ParametersOf255OctetsDoNotUseTheExtendedFormat() throws Exception {
    OctetString value = OctetString.of(new byte[251]);
    OpenMessage open =
        new OpenMessage(
            64512, 90, new BgpIdentifier(1), List.of(new UnknownCapability(200, value)));
    byte[] octets = MessageCodec.encode(open, PLAIN);
    assertThat(HexFormat.of().formatHex(octets, 28, 33)).isEqualTo("ff02fdc8fb");
    assertThat(decode(octets, PLAIN)).isEqualTo(open);
  }

  @Test
  void rfc9072AParameterOfType255IsUnrecognizedInTheExtendedFormat() {
    assertThat(
            refused(octets("0023 01 04 fc00 005a 0a000001 ff ff 0003 ff 0000"), PLAIN)
                .notification())
        .isEqualTo(new NotificationMessage(2, 4));
  }

  @Test
  void rfc4724TheReceiverMustIgnoreAllButTheLastInstanceOfTheCapability() throws Exception {
    byte[] octets = octets("002b 01 04 fc00 005a 0a000001 0e 02 0c 4002 005a 4006 4078 0001 01 80");
    OpenMessage open = (OpenMessage) decode(octets, PLAIN);
    assertThat(open.capability(GracefulRestartCapability.class).map(g -> g.seconds()))
        .hasValue(120);
  }

  @Test
  void rfc9072TheExtendedFormatIsTakenForShortParametersToo() throws Exception {
    byte[] octets = octets("0029 01 04 fc00 005a 0a000001 ff ff 0009 02 0006 4104 0000fc00");
    assertThat(((OpenMessage) decode(octets, PLAIN)).capabilities())
        .containsExactly(new FourOctetAsCapability(64512));
  }

  @Test
  void rfc6793ANumberAbove65535IsAsTransInTheHeader() {
    byte[] octets =
        MessageCodec.encode(
            new OpenMessage(
                4_200_000_000L,
                90,
                new BgpIdentifier(1),
                List.of(new FourOctetAsCapability(4_200_000_000L))),
            PLAIN);
    assertThat(HexFormat.of().formatHex(octets, 20, 22)).isEqualTo("5ba0");
  }

  // NOTIFICATION

  @Test
  void rfc9003AShutdownCommunicationIsUtf8AndCutAt255OctetsBetweenCharacters() throws Exception {
    NotificationMessage told =
        NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_SHUTDOWN, "é".repeat(200));
    assertThat(told.data().length()).isEqualTo(255); // one and 127 characters of two
    assertThat(told.data().at(0)).isEqualTo(254);
    NotificationMessage read =
        (NotificationMessage) decode(MessageCodec.encode(told, PLAIN), PLAIN);
    assertThat(read.shutdownText()).hasValue("é".repeat(127));
    assertThat(NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_RESET, "a\nb").text())
        .isEqualTo("Cease/Administrative Reset: \"a?b\"");
  }

  @Test
  void rfc9003ALengthBeyondTheDataIsNoText() {
    assertThat(new NotificationMessage(6, 2, OctetString.parseHex("ff61")).shutdownText())
        .isEmpty();
  }

  @Test
  void rfc8538AHardResetHoldsTheNotificationThatItStandsFor() {
    NotificationMessage hard = NotificationMessage.holdTimerExpired().asHardReset();
    assertThat(hard).isEqualTo(new NotificationMessage(6, 9, OctetString.parseHex("0400")));
    assertThat(hard.isHardReset()).isTrue();
  }

  @Test
  void rfc8538WhatAHardResetStandsForIsInItsText() {
    NotificationMessage shutdown =
        NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_SHUTDOWN, "bye").asHardReset();
    assertThat(shutdown.text())
        .isEqualTo("Cease/Hard Reset (Cease/Administrative Shutdown: \"bye\")");
    assertThat(shutdown.asHardReset().text()).isEqualTo("Cease/Hard Reset (Cease/Hard Reset)");
    assertThat(new NotificationMessage(6, 9, OctetString.parseHex("06")).text())
        .isEqualTo("Cease/Hard Reset");
    assertThat(new NotificationMessage(9, 1).text()).isEqualTo("code 9/1");
    assertThat(new NotificationMessage(4, 0).text()).isEqualTo("Hold Timer Expired/0");
  }

  @Test
  void aNotificationIsCutToTheLongestMessage() throws Exception {
    OctetString data = OctetString.of(new byte[5000]);
    byte[] octets = MessageCodec.encode(new NotificationMessage(7, 1, data), PLAIN);
    assertThat(octets).hasSize(4096);
    assertThat(((NotificationMessage) decode(octets, PLAIN)).data().length()).isEqualTo(4075);
  }

  @Test
  void aMessageThatIsTooLongIsNotWritten() {
    OctetString value = OctetString.of(new byte[250]);
    List<Capability> many = Collections.nCopies(17, new UnknownCapability(200, value));
    assertThatThrownBy(
            () -> MessageCodec.encode(new OpenMessage(1, 0, new BgpIdentifier(1), many), PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message of type 1 with 4319 octets: at most 4096");
  }

  // RFC 7313 section 5

  /** "... with Message Subtype 1 and 2 is not 4". */
  @ParameterizedTest
  @ValueSource(strings = {"0018 05 0001 01 01 00", "0018 05 0001 02 01 00", "0016 05 0001 01"})
  void theDataFieldMustContainTheCompleteRouteRefreshMessage(String text) {
    byte[] bad = octets(text);
    assertThat(refused(bad, PLAIN).notification())
        .isEqualTo(new NotificationMessage(7, 1, OctetString.of(bad)));
  }

  /** Of a neighbour that may not know RFC 7313: RFC 4271 section 6.1. */
  @ParameterizedTest
  @ValueSource(strings = {"0013 05", "0015 05 0001", "0016 05 0001 00", "0016 05 0001 03"})
  void aRouteRefreshThatIsTooShortHasABadMessageLength(String text) {
    byte[] bad = octets(text);
    assertThat(refused(bad, PLAIN).notification())
        .isEqualTo(new NotificationMessage(1, 2, OctetString.of(bad[16], bad[17])));
  }

  /** RFC 5291 section 4: filters follow, and are kept. */
  @Test
  void aRequestMayBeLonger() throws Exception {
    byte[] octets = octets("001d 05 0001 00 01 01 03 0003 010203");
    octets[17] = (byte) octets.length;
    RouteRefreshMessage refresh = (RouteRefreshMessage) decode(octets, PLAIN);
    assertThat(refresh.filters()).isEqualTo(OctetString.parseHex("01030003010203"));
    assertThat(MessageCodec.encode(refresh, PLAIN)).isEqualTo(octets);
  }
}
