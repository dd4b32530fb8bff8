package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.AsPath.Segment;
import io.kuberouter.bgp.attribute.AsPath.SegmentType;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6793 section 4.2 by its sentences: we know AS numbers of four octets, the neighbour two. */
class As4MergeTest {

  private static final SessionParameters TWO_OCTETS = SessionParameters.plain(64512, 65000);
  private static final SessionParameters INTERNAL = SessionParameters.plain(64512, 64512);

  private static PathAttributes merged(String path, String more) throws BgpProtocolException {
    return merged(path, more, TWO_OCTETS);
  }

  private static PathAttributes merged(String path, String more, SessionParameters session)
      throws BgpProtocolException {
    String all = "40010100 4003040a000002" + path + more;
    byte[] list = HexFormat.of().parseHex(all.replace(" ", ""));
    ByteBuffer body = ByteBuffer.allocate(8 + list.length).putShort(2, (short) list.length);
    body.position(4).put(list).putInt(0x180a_0100);
    DecodedUpdate decoded = UpdateCodec.decode(body.flip(), session);
    assertThat(decoded.faults()).isEmpty();
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

  /**
   * "When both of the attributes are received": an AGGREGATOR alone says nothing about AS4_PATH.
   */
  @Test
  void anAggregatorThatNeedsNoAs4AggregatorDoesNotHinderTheMerge() throws Exception {
    PathAttributes attributes =
        merged("40020602025ba0fde8", "c00706fde80a000001" + "c0110a0202fa56ea000000fde8");
    assertThat(attributes.asPath()).isEqualTo(AsPath.sequence(4_200_000_000L, 65000));
    assertThat(attributes.get(AttributeType.AGGREGATOR, Aggregator.class))
        .hasValue(new Aggregator(65000, BgpIdentifier.parse("10.0.0.1")));
  }

  @Test
  void anAs4AggregatorWithoutAnAggregatorIsDropped() throws Exception {
    PathAttributes attributes =
        merged("40020402015ba0", "c011060201fa56ea00" + "c01208fa56ea000a000001");
    assertThat(attributes.asPath()).isEqualTo(AsPath.sequence(4_200_000_000L));
    assertThat(attributes.size()).isEqualTo(3);
  }

  /** "SHALL be prepended if it is either the leading path segment or is adjacent". */
  @Test
  void aLeadingConfederationSegmentIsKept() throws Exception {
    AsPath path =
        merged("40020a 0301fdea 0202 5ba0fde8", "c0110a0202fa56ea000000fde8", INTERNAL).asPath();
    assertThat(path.toString()).isEqualTo("(65002) 4200000000 65000");
  }

  @Test
  void confederationSegmentsInAs4PathAreDiscarded() throws Exception {
    AsPath path =
        merged("400204 02015ba0", "c0110c 0301 0000fdea 0201 fa56ea00", TWO_OCTETS).asPath();
    assertThat(path).isEqualTo(AsPath.sequence(4_200_000_000L));
  }

  @Test
  void segmentsThatDoNotFitInOneStayApart() throws Exception {
    String two = "40 02" + "fe" + "027e" + "fde8".repeat(126);
    String four = "d0 11 0006 02 01 fa56ea00";
    AsPath path = merged(two, four).asPath();
    assertThat(path.length()).isEqualTo(126);
    assertThat(path.asns().get(125)).isEqualTo(4_200_000_000L);
    AsPath long255 =
        merged("500201fe02fe" + "fde8".repeat(254), "d011000a0202" + "fa56ea00".repeat(2)).asPath();
    assertThat(long255.length()).isEqualTo(254);
    assertThat(long255.segments()).hasSize(1);
  }

  /** Section 4.2.2: not where the path "is composed of mappable four-octet AS numbers only". */
  @Test
  void as4PathIsNotSentWhenOnlyConfederationSegmentsNeedFourOctets() {
    AsPath path =
        AsPath.of(
            List.of(
                new Segment(SegmentType.AS_CONFED_SEQUENCE, List.of(4_200_000_000L)),
                new Segment(SegmentType.AS_SEQUENCE, List.of(65000L))));
    ByteBuffer out = ByteBuffer.allocate(200);
    UpdateCodec.encode(
        new UpdateMessage(Nlri.EMPTY, PathAttributes.of(path), Nlri.EMPTY), INTERNAL, out);
    assertThat(HexFormat.of().formatHex(out.array(), 0, out.position()))
        .isEqualTo("0000" + "000b" + "4002080301" + "5ba0" + "0201" + "fde8");
  }
}
