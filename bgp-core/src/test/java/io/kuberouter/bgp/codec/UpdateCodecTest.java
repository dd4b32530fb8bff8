package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
  void section3hTheStrongestTreatmentOfSeveralIsUsed() throws Exception {
    withdrawn(decode(GOOD + "40060100" + "c00800", EXTERNAL), 8);
  }

  @Test
  void section4AnAttributeLongerThanTheListIsTreatedAsWithdraw() throws Exception {
    withdrawn(decode(GOOD + "c0080c00000000", EXTERNAL), 8);
    withdrawn(decode(GOOD + "c008", EXTERNAL), 8);
  }

  @Test
  void section3jPrefixesThatCannotBeReadResetTheSession() {
    String cutReach = "800e1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db8";
    String cutUnreach = "800f09 0002 01 20 20010db8";
    for (String cut : List.of(cutReach, cutUnreach, "900e00", "800f")) {
      assertThat(reset(body(GOOD + cut, "180a0100"), EXTERNAL))
          .as(cut)
          .isEqualTo(new NotificationMessage(3, 1));
    }
  }

  /** Section 5.2: a message of MP_UNREACH_NLRI alone has no routes that could be hidden. */
  @Test
  void section52WithdrawnRoutesAloneAreWithdrawnWhateverTheFlags() throws Exception {
    DecodedUpdate decoded =
        UpdateCodec.decode(ByteBuffer.wrap(body("c00f08 0002 01 20 20010db8", "")), EXTERNAL);
    assertThat(decoded.treatAsWithdraw()).isTrue();
    assertThat(decoded.withdrawals()).containsExactly(Nlri.of(Prefix.parse("2001:db8::/32")));
  }

  /** Section 8: for who looks for the cause, the octets are told, but not all of many. */
  @Test
  void section8AFaultSaysWhatWasFoundAndWhere() throws Exception {
    assertThat(decode("40010107" + "40020602010000fde8 4003040a000002", EXTERNAL).faults().get(0))
        .hasToString("ORIGIN: value 7, expected 0, 1 or 2 (treated as withdraw), octets 40010107");
    assertThat(decode(GOOD + "c00865" + "00".repeat(101), EXTERNAL).faults().get(0).toString())
        .isEqualTo(
            "COMMUNITIES: length 101, expected a non-zero multiple of 4 (treated as withdraw),"
                + " octets c00865"
                + "00".repeat(45)
                + "…");
    assertThat(decode("40020602010000fde8 4003040a000002", EXTERNAL).faults().get(0))
        .hasToString("ORIGIN: missing (treated as withdraw)");
  }

  @Test
  void section3aLengthsThatDoNotFitResetTheSession() {
    byte[] body = body(GOOD, "180a0100");
    body[2] = 1;
    assertThat(reset(body, EXTERNAL)).isEqualTo(new NotificationMessage(3, 1));
    assertThat(reset(new byte[] {0, 9, 0, 0}, EXTERNAL)).isEqualTo(new NotificationMessage(3, 1));
  }

  @ParameterizedTest
  @CsvSource({"21 0a00000000", "18 0a01"})
  void section53AnIncorrectNlriResetsTheSession(String nlri) {
    assertThat(reset(body(GOOD, nlri), EXTERNAL)).isEqualTo(new NotificationMessage(3, 10));
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

  /** RFC 2545 section 3: a next hop of 32 octets, as speakers write it that have no global one. */
  @ParameterizedTest
  @CsvSource({
    "20010db8000000000000000000000001 fe800000000000000000000000000001, 2001:db8::1, fe80::1",
    "00000000000000000000000000000000 fe800000000000000000000000000001, fe80::1,",
    "fe800000000000000000000000000001 fe800000000000000000000000000001, fe80::1,",
    "20010db8000000000000000000000001 00000000000000000000000000000000, 2001:db8::1,",
    "20010db8000000000000000000000001 20010db8000000000000000000000002, 2001:db8::1,",
  })
  void aNextHopOf32Octets(String octets, String address, String local) throws Exception {
    String reach = "800e2a 0002 01 20" + octets + "00 20 20010db8";
    DecodedUpdate decoded = UpdateCodec.decode(ByteBuffer.wrap(body(GOOD + reach, "")), EXTERNAL);
    assertThat(decoded.faults()).isEmpty();
    assertThat(decoded.announcements().get(0).attributes().nextHop())
        .hasValue(
            new NextHop(
                IpAddresses.parse(address), Optional.ofNullable(local).map(IpAddresses::parse)));
  }

  /** RFC 4724 section 2. */
  @Test
  void anUpdateWhoseAttributesWereDiscardedIsNoEndOfRib() throws Exception {
    ByteBuffer discarded = ByteBuffer.wrap(body("40060100", ""));
    assertThat(UpdateCodec.decode(discarded, EXTERNAL).endOfRib()).isEmpty();
    ByteBuffer nothing = ByteBuffer.wrap(body("", ""));
    assertThat(UpdateCodec.decode(nothing, EXTERNAL).endOfRib())
        .hasValue(AddressFamily.IPV4_UNICAST);
    ByteBuffer six = ByteBuffer.wrap(body("900f0003 0002 01", ""));
    assertThat(UpdateCodec.decode(six, EXTERNAL).endOfRib()).hasValue(AddressFamily.IPV6_UNICAST);
    ByteBuffer both = ByteBuffer.wrap(body("800f03 0002 01" + GOOD, ""));
    assertThat(UpdateCodec.decode(both, EXTERNAL).endOfRib()).isEmpty();
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
