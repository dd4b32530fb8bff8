package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.AsPath.Segment;
import io.kuberouter.bgp.attribute.AsPath.SegmentType;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error handling of RFC 7606 and of the attributes' own RFCs, by their sentences. */
class UpdateCodecTest {

  private static final String GOOD = "40010100 40020602010000fde8 4003040a000002";
  private static final SessionParameters EXTERNAL = CodecSamples.session(true);
  private static final SessionParameters INTERNAL = CodecSamples.session(false);
  private static final SessionParameters TWO_OCTETS = SessionParameters.plain(64512, 65000);

  private static byte[] body(String attributes, String announced) {
    byte[] list = HexFormat.of().parseHex(attributes.replace(" ", ""));
    byte[] nlri = HexFormat.of().parseHex(announced.replace(" ", ""));
    return ByteBuffer.allocate(4 + list.length + nlri.length)
        .putShort((short) 0)
        .putShort((short) list.length)
        .put(list)
        .put(nlri)
        .array();
  }

  private static DecodedUpdate decode(String attributes, SessionParameters session)
      throws BgpProtocolException {
    return UpdateCodec.decode(ByteBuffer.wrap(body(attributes, "180a0100")), session);
  }

  private static NotificationMessage reset(byte[] body, SessionParameters session) {
    BgpProtocolException e =
        catchThrowableOfType(
            BgpProtocolException.class, () -> UpdateCodec.decode(ByteBuffer.wrap(body), session));
    assertThat(e).isNotNull();
    return e.notification();
  }

  private static void withdrawn(DecodedUpdate decoded, int type) {
    assertThat(decoded.faults().stream().map(AttributeFault::typeCode)).contains(type);
    assertThat(decoded.treatAsWithdraw()).isTrue();
    assertThat(decoded.announcements()).isEmpty();
    assertThat(decoded.withdrawals()).containsExactly(Nlri.of(Prefix.parse("10.1.0.0/24")));
  }

  private static void discarded(DecodedUpdate decoded, int type) {
    assertThat(decoded.faults()).hasSize(1);
    assertThat(decoded.faults().get(0).typeCode()).isEqualTo(type);
    assertThat(decoded.faults().get(0).treatment()).isEqualTo(Treatment.DISCARD);
    assertThat(decoded.announcements()).hasSize(1);
    assertThat(decoded.message().attributes().get(type)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 40 01 02 0000", // section 7.1
    "1, 40 01 01 03",
    "2, 40 02 06 05 01 0000fde8", // section 7.2
    "2, 40 02 02 02 00",
    "2, 40 02 06 02 02 0000fde8",
    "2, 40 02 01 02",
    "3, 40 03 03 0a0000", // section 7.3
    "4, 80 04 03 000000", // section 7.4
    "8, c0 08 00", // section 7.8
    "8, c0 08 05 0000000000",
    "16, c0 10 04 00000000", // section 7.14
    "32, c0 20 08 0000000000000000", // RFC 8092 section 6
    "35, c0 23 03 000000", // RFC 9234 section 5
  })
  void aMalformedAttributeIsTreatedAsWithdraw(int type, String attribute) throws Exception {
    String others = GOOD;
    if (type <= 3) {
      String[] parts = GOOD.split(" ");
      parts[type - 1] = "";
      others = String.join(" ", parts);
    }
    withdrawn(decode(attribute + others, EXTERNAL), type);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 40 05 03 000000", // section 7.5
    "9, 80 09 03 000000", // section 7.9
    "10, 80 0a 00", // section 7.10
    "10, 80 0a 06 000000000000",
  })
  void fromAnInternalNeighbourItIsTreatedAsWithdraw(int type, String attribute) throws Exception {
    withdrawn(decode(GOOD + attribute, INTERNAL), type);
  }

  @ParameterizedTest
  @CsvSource({"5, 40 05 04 00000064", "9, 80 09 04 0a000001", "10, 80 0a 04 0a000001"})
  void fromAnExternalNeighbourItIsDiscarded(int type, String attribute) throws Exception {
    discarded(decode(GOOD + attribute, EXTERNAL), type);
  }

  @ParameterizedTest
  @CsvSource({
    "6, 40 06 01 00", // section 7.6
    "7, c0 07 06 fde80a000001", // section 7.7, with 4-octet ASes
    "7, c0 07 08 000000000a000001", // RFC 7607
    "17, c0 11 06 02010000fde8", // RFC 6793 section 6: from a neighbour with 4-octet ASes
  })
  void aMalformedAttributeIsDiscarded(int type, String attribute) throws Exception {
    discarded(decode(GOOD + attribute, EXTERNAL), type);
  }

  @ParameterizedTest
  @CsvSource({"1, 80 01 01 00", "2, c0 02 00", "4, 40 04 04 00000000", "8, 80 08 04 00000000"})
  void section3cAttributeFlagsInConflictAreTreatedAsWithdraw(int type, String attribute)
      throws Exception {
    String[] parts = GOOD.split(" ");
    if (type <= 3) {
      parts[type - 1] = "";
    }
    withdrawn(decode(attribute + String.join(" ", parts), EXTERNAL), type);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 2"})
  void section3dAMissingWellKnownMandatoryAttributeIsTreatedAsWithdraw(int type, int at)
      throws Exception {
    String[] parts = GOOD.split(" ");
    parts[at] = "";
    withdrawn(decode(String.join(" ", parts), EXTERNAL), type);
  }

  @Test
  void section3gAllOccurrencesOtherThanTheFirstAreDiscarded() throws Exception {
    DecodedUpdate decoded = decode(GOOD + "40010102" + "c0630101" + "c0630102", EXTERNAL);
    assertThat(decoded.faults()).hasSize(2);
    assertThat(decoded.treatAsWithdraw()).isFalse();
    assertThat(decoded.message().attributes().origin()).isEqualTo(Origin.IGP);
    assertThat(decoded.message().attributes().get(99))
        .hasValue(new UnknownAttribute(0xc0, 99, OctetString.parseHex("01")));
  }

  @Test
  void section3gMpReachMoreThanOnceResetsTheSession() {
    String reach = "800e1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db800000001";
    assertThat(reset(body(GOOD + reach + reach, ""), EXTERNAL))
        .isEqualTo(new NotificationMessage(3, 1));
  }

  @Test
  void section3hTheStrongestTreatmentOfSeveralIsUsed() throws Exception {
    withdrawn(decode(GOOD + "40060100" + "c00800", EXTERNAL), 8);
  }

  @Test
  void section4AnAttributeLongerThanTheListIsTreatedAsWithdraw() throws Exception {
    withdrawn(decode(GOOD + "c0080c00000000", EXTERNAL), 8);
    withdrawn(decode(GOOD + "c008", EXTERNAL), 8);
  }

  @Test
  void section3aLengthsThatDoNotFitResetTheSession() {
    byte[] body = body(GOOD, "180a0100");
    body[2] = 1;
    assertThat(reset(body, EXTERNAL)).isEqualTo(new NotificationMessage(3, 1));
    assertThat(reset(new byte[] {0, 9, 0, 0}, EXTERNAL)).isEqualTo(new NotificationMessage(3, 1));
  }

  @Test
  void section52APathAttributeErrorWithoutReachableRoutesResetsTheSession() {
    assertThat(reset(body("40010107", ""), EXTERNAL).subcode()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"21 0a00000000", "18 0a01"})
  void section53AnIncorrectNlriResetsTheSession(String nlri) {
    assertThat(reset(body(GOOD, nlri), EXTERNAL)).isEqualTo(new NotificationMessage(3, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "800e03 000201",
    "800e05 0002 01 10 00",
    "800e0a 0002 01 04 0a000001 00 00",
    "800e17 0002 01 10 20010db8000000000000000000000001 00 81 00",
    "800f02 0002",
    "800f05 0002 01 40 00",
    "c00f03 0002 01",
  })
  void section711TheErroneousAttributeIsInTheDataField(String attribute) {
    byte[] octets = HexFormat.of().parseHex(attribute.replace(" ", ""));
    NotificationMessage told = reset(body(GOOD + attribute, ""), EXTERNAL);
    assertThat(told.code()).isEqualTo(3);
    assertThat(told.data()).isEqualTo(OctetString.of(octets));
  }

  @Test
  void rfc4271AnUnrecognizedWellKnownAttributeIsInTheDataField() {
    assertThat(reset(body(GOOD + "406301aa", "180a0100"), EXTERNAL))
        .isEqualTo(new NotificationMessage(3, 2, OctetString.parseHex("406301aa")));
  }

  @Test
  void thePartialBitIsKept() throws Exception {
    DecodedUpdate decoded = decode(GOOD + "e00804fc000064" + "e06301aa", EXTERNAL);
    assertThat(decoded.message().attributes().isPartial(8)).isTrue();
    ByteBuffer out = ByteBuffer.allocate(100);
    UpdateCodec.encode(decoded.message(), EXTERNAL, out);
    assertThat(HexFormat.of().formatHex(out.array(), 0, out.position()))
        .contains("e00804fc000064")
        .contains("e06301aa");
  }

  // RFC 6793 section 4.2.3

  private static PathAttributes merged(String path, String more) throws BgpProtocolException {
    DecodedUpdate decoded = decode("40010100 4003040a000002" + path + more, TWO_OCTETS);
    return decoded.message().attributes();
  }

  @Test
  void theAsPathInformationIsConstructedFromBothPaths() throws Exception {
    PathAttributes attributes =
        merged("40020802035ba05ba0fde8", "c0110a0202 fa56ea00 0000fde8".replace(" ", ""));
    assertThat(attributes.asPath()).isEqualTo(AsPath.sequence(23456, 4_200_000_000L, 65000));
    assertThat(attributes.has(AttributeType.AS4_PATH)).isFalse();
  }

  @Test
  void ifAsPathIsShorterThanAs4PathTheLatterIsIgnored() throws Exception {
    assertThat(merged("4002040201fde8", "c0110a0202fa56ea000000fde8").asPath())
        .isEqualTo(AsPath.sequence(65000));
  }

  @Test
  void anAsSetCountsAsOneInTheMerge() throws Exception {
    assertThat(merged("40020a0201fde8" + "0102" + "00010002", "c011060201fa56ea00").asPath())
        .isEqualTo(AsPath.sequence(65000, 4_200_000_000L));
  }

  @Test
  void ifTheAggregatorIsNotAsTransBothAreIgnored() throws Exception {
    PathAttributes attributes =
        merged(
            "40020402015ba0",
            "c00706fde80a000001" + "c011060201fa56ea00" + "c01208fa56ea000a000001");
    assertThat(attributes.asPath()).isEqualTo(AsPath.sequence(23456));
    assertThat(attributes.get(AttributeType.AGGREGATOR, Aggregator.class))
        .hasValue(new Aggregator(65000, BgpIdentifier.parse("10.0.0.1")));
  }

  @Test
  void anAggregatorOfAsTransIsReplaced() throws Exception {
    assertThat(
            merged("40020402015ba0", "c007065ba00a000001" + "c01208fa56ea000a000001")
                .get(AttributeType.AGGREGATOR, Aggregator.class))
        .hasValue(new Aggregator(4_200_000_000L, BgpIdentifier.parse("10.0.0.1")));
  }

  @Test
  void aNeighbourOfTwoOctetsGetsAs4Path() throws Exception {
    PathAttributes attributes =
        PathAttributes.of(
            Origin.IGP,
            AsPath.of(
                List.of(
                    new Segment(SegmentType.AS_SEQUENCE, List.of(65000L, 4_200_000_000L)),
                    new Segment(SegmentType.AS_SET, List.of(1L, 2L)))),
            new NextHop(IpAddresses.parse("10.0.0.2")),
            new Aggregator(4_200_000_000L, BgpIdentifier.parse("10.0.0.1")));
    ByteBuffer out = ByteBuffer.allocate(200);
    UpdateCodec.encode(
        new UpdateMessage(Nlri.EMPTY, attributes, Nlri.of(Prefix.parse("10.1.0.0/24"))),
        TWO_OCTETS,
        out);
    String octets = HexFormat.of().formatHex(out.array(), 0, out.position());
    assertThat(octets).contains("40020c0202fde85ba0010200010002");
    assertThat(octets)
        .contains("c01114" + "0202" + "0000fde8fa56ea00" + "0102" + "0000000100000002");
    DecodedUpdate back = UpdateCodec.decode(out.flip(), TWO_OCTETS);
    assertThat(back.message().attributes()).isEqualTo(attributes);
  }

  // RFC 7911

  @Test
  void withAddPathEveryPrefixHasAPathIdentifier() throws Exception {
    AddPathCapability both =
        new AddPathCapability(
            List.of(new AddPathCapability.Entry(AddressFamily.IPV4_UNICAST, true, true)));
    OpenMessage open = new OpenMessage(65000, 0, new BgpIdentifier(1), List.of(both));
    SessionParameters session = SessionParameters.negotiate(open, open);
    byte[] body =
        body(
            "40010100 400200 4003040a000002 40050400000064",
            "00000007 18 0a0100 00000008 18 0a0100");
    Nlri nlri = UpdateCodec.decode(ByteBuffer.wrap(body), session).message().announced();
    assertThat(nlri.size()).isEqualTo(2);
    List<Integer> ids = new ArrayList<>();
    for (Nlri.Cursor at = nlri.cursor(); at.next(); ) {
      ids.add(at.pathId());
      assertThat(at.prefix()).isEqualTo(Prefix.parse("10.1.0.0/24"));
    }
    assertThat(ids).containsExactly(7, 8);
    assertThat(reset(body("40010100 400200 4003040a000002", "000000"), session))
        .isEqualTo(new NotificationMessage(3, 10));
  }

  @Test
  void bitsBehindThePrefixLengthAreIrrelevant() throws Exception {
    Nlri nlri =
        UpdateCodec.decode(ByteBuffer.wrap(body(GOOD, "0b ffff 01 ff")), EXTERNAL)
            .message()
            .announced();
    assertThat(nlri.prefixes())
        .containsExactly(Prefix.parse("255.224.0.0/11"), Prefix.parse("128.0.0.0/1"));
  }
}
