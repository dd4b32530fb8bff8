package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code attribute-errors.txt}: every attribute with every kind of error, and what the RFCs do. */
class AttributeErrorsTest {

  private static final Set<String> CASES = Set.of("flags", "short", "long", "content", "twice");
  private static final Prefix PREFIX = Prefix.parse("10.1.0.0/24");
  private static final Map<String, SessionParameters> SESSIONS =
      Map.of(
          "external", CodecSamples.session(true),
          "internal", CodecSamples.session(false),
          "two", SessionParameters.plain(64512, 65000));

  record Row(
      String attribute,
      String kind,
      String from,
      String octets,
      String done,
      String subcode,
      String why) {

    static Row parse(String line) {
      String[] cells = line.split(" \\| ", -1);
      assertThat(cells).as(line).hasSize(7);
      return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
    }

    byte[] bytes() {
      return HexFormat.of().parseHex(octets.replace(" ", ""));
    }

    int type() {
      return bytes()[1] & 0xff;
    }

    SessionParameters session() {
      return SESSIONS.get(from);
    }

    /** With the attributes that an UPDATE must have, but for the one that the row has. */
    byte[] update(byte[] announced) {
      String path = from.equals("two") ? "40 02 04 0201 fde8" : "40 02 06 0201 0000fde8";
      StringBuilder list = new StringBuilder();
      for (String good : List.of("40 01 01 00", path, "40 03 04 0a000002")) {
        list.append(good.startsWith(octets.substring(3, 5), 3) ? "" : good);
      }
      byte[] others = HexFormat.of().parseHex(list.toString().replace(" ", ""));
      byte[] own = bytes();
      return ByteBuffer.allocate(4 + own.length + others.length + announced.length)
          .putShort((short) 0)
          .putShort((short) (own.length + others.length))
          .put(own)
          .put(others)
          .put(announced)
          .array();
    }

    /** RFC 4271 section 6.3: "the Data field MUST contain the erroneous attribute". */
    OctetString data() {
      return Set.of("1", "11").contains(subcode) ? OctetString.EMPTY : OctetString.of(bytes());
    }
  }

  static List<Row> rows() throws Exception {
    try (InputStream in =
        AttributeErrorsTest.class.getResourceAsStream(
            "/io/kuberouter/bgp/codec/attribute-errors.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Row::parse)
          .toList();
    }
  }

  static List<Row> errors() throws Exception {
    return rows().stream().filter(row -> !row.done().equals("none")).toList();
  }

  @Test
  void everyAttributeHasEveryCase() throws Exception {
    Map<String, Set<String>> cases = new LinkedHashMap<>();
    for (Row row : rows()) {
      cases.computeIfAbsent(row.attribute(), a -> new TreeSet<>()).add(row.kind());
      assertThat(row.why()).as(row.toString()).isNotBlank();
    }
    for (AttributeType type : AttributeType.values()) {
      assertThat(cases.get(type.name())).as(type.name()).isEqualTo(CASES);
    }
    for (Row row : errors()) {
      assertThat(AttributeType.name(row.type())).isEqualTo(row.attribute());
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anAttributeWithAnErrorIsTreatedAsItsRfcSays(Row row) throws Exception {
    byte[] body = row.update(HexFormat.of().parseHex("180a0100"));
    if (row.done().equals("reset")) {
      reset(row, body);
      return;
    }
    DecodedUpdate decoded = UpdateCodec.decode(ByteBuffer.wrap(body), row.session());
    List<String> told = new ArrayList<>();
    for (AttributeFault fault : decoded.faults()) {
      told.add(fault.typeCode() + " " + fault.treatment() + " " + fault.subcode().code());
    }
    switch (row.done()) {
      case "fine" -> {
        assertThat(decoded.faults()).isEmpty();
        assertThat(decoded.announcements()).hasSize(1);
        assertThat(decoded.message().attributes().get(row.type())).isPresent();
      }
      case "discard" -> {
        assertThat(told).containsExactly(row.type() + " " + Treatment.DISCARD + " " + row.subcode);
        assertThat(decoded.announcements()).hasSize(1);
        assertThat(decoded.withdrawals()).isEmpty();
        boolean merged = row.type() == 17 || row.type() == 18;
        assertThat(decoded.message().attributes().get(row.type()).isPresent())
            .isEqualTo(row.kind().equals("twice") && !merged);
      }
      default -> {
        assertThat(row.done()).isEqualTo("withdraw");
        assertThat(told)
            .contains(row.type() + " " + Treatment.TREAT_AS_WITHDRAW + " " + row.subcode);
        assertThat(decoded.announcements()).isEmpty();
        assertThat(decoded.withdrawals()).contains(Nlri.of(PREFIX)).hasSize(named(row));
      }
    }
  }

  /** The IPv4 prefix, and one of IPv6 where the attribute itself names one. */
  private static int named(Row row) {
    return row.attribute().startsWith("MP_") ? 2 : 1;
  }

  private static void reset(Row row, byte[] body) {
    BgpProtocolException e =
        catchThrowableOfType(
            BgpProtocolException.class,
            () -> UpdateCodec.decode(ByteBuffer.wrap(body), row.session()));
    assertThat(e).as("a session reset").isNotNull();
    assertThat(e.notification())
        .isEqualTo(new NotificationMessage(3, Integer.parseInt(row.subcode()), row.data()));
  }

  /**
   * RFC 7606 section 5.2: with path attributes and without reachable routes, "if any encountered
   * error specifies an error-handling approach other than attribute discard, then the session reset
   * approach MUST be used".
   */
  @ParameterizedTest
  @MethodSource("errors")
  void withoutReachableRoutesOnlyAttributeDiscardLeavesTheSession(Row row) throws Exception {
    byte[] body = row.update(new byte[0]);
    boolean reachable = row.type() == AttributeType.MP_REACH_NLRI.code();
    if (row.done().equals("reset") || (row.done().equals("withdraw") && !reachable)) {
      reset(row, body);
      return;
    }
    DecodedUpdate decoded = UpdateCodec.decode(ByteBuffer.wrap(body), row.session());
    assertThat(decoded.announcements()).isEmpty();
    assertThat(decoded.withdrawals()).hasSize(reachable ? 1 : 0);
  }

  /** The two lengths mean the same: RFC 4271 section 4.3, Extended Length. */
  @ParameterizedTest
  @MethodSource("errors")
  void anExtendedLengthChangesNothing(Row row) throws Exception {
    byte[] octets = row.bytes();
    if (octets.length != 3 + (octets[2] & 0xff)) {
      return; // two attributes
    }
    byte[] longer =
        ByteBuffer.allocate(octets.length + 1)
            .put((byte) (octets[0] | AttributeType.EXTENDED_LENGTH_BIT))
            .put(octets[1])
            .putShort(octets[2])
            .put(octets, 3, octets.length - 3)
            .array();
    Row extended =
        new Row(
            row.attribute(),
            row.kind(),
            row.from(),
            HexFormat.ofDelimiter(" ").formatHex(longer),
            row.done(),
            row.subcode(),
            row.why());
    anAttributeWithAnErrorIsTreatedAsItsRfcSays(extended);
    assertThat(Arrays.copyOfRange(extended.bytes(), 4, longer.length))
        .isEqualTo(Arrays.copyOfRange(octets, 3, octets.length));
  }

  /** RFC 7606 section 5.2: an MP_REACH_NLRI of no prefix encodes no reachable route. */
  @Test
  void anMpReachOfNoPrefixIsNoReachableRoute() {
    Row origin = Row.parse("ORIGIN | content | external | 40 01 01 03 | withdraw | 6 | -");
    byte[] reach = HexFormat.of().parseHex("800e150002011020010db800000000000000000000000100");
    byte[] body = origin.update(new byte[0]);
    byte[] both = Arrays.copyOf(body, body.length + reach.length);
    System.arraycopy(reach, 0, both, body.length, reach.length);
    both[3] = (byte) (both.length - 4);
    reset(origin, both);
  }
}
