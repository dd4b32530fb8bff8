package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.attribute.As4Aggregator;
import io.kuberouter.bgp.attribute.As4Path;
import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.AsPath.Segment;
import io.kuberouter.bgp.attribute.AsPath.SegmentType;
import io.kuberouter.bgp.attribute.AtomicAggregate;
import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.ExtendedCommunities;
import io.kuberouter.bgp.attribute.LargeCommunities;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.MpUnreach;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.EnhancedRouteRefreshCapability;
import io.kuberouter.bgp.message.ExtendedMessageCapability;
import io.kuberouter.bgp.message.ExtendedNextHopCapability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.FqdnCapability;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RoleCapability;
import io.kuberouter.bgp.message.RouteRefreshCapability;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.SoftwareVersionCapability;
import io.kuberouter.bgp.message.UnknownCapability;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.ExtendedCommunity;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.LargeCommunity;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every attribute and capability with its octets, written by hand from the RFCs' figures. */
public final class CodecSamples {

  public static final String MARKER = "ffffffffffffffffffffffffffffffff";

  private CodecSamples() {}

  /** {@return a session of two speakers that can do everything} */
  public static SessionParameters session(boolean external) {
    List<Capability> all =
        List.of(
            new MultiprotocolCapability(AddressFamily.IPV4_UNICAST),
            new MultiprotocolCapability(AddressFamily.IPV6_UNICAST),
            new FourOctetAsCapability(64512));
    return SessionParameters.negotiate(
        new OpenMessage(64512, 90, BgpIdentifier.parse("10.0.0.1"), all),
        new OpenMessage(external ? 65000 : 64512, 90, BgpIdentifier.parse("10.0.0.2"), all));
  }

  /** {@return each attribute by its octets, flags and length included} */
  public static Map<String, PathAttribute> attributes() {
    Map<String, PathAttribute> all = new LinkedHashMap<>();
    all.put("40 01 01 02", Origin.INCOMPLETE);
    all.put("40 02 0a 02 02 fa56ea00 0000fde8", AsPath.sequence(4_200_000_000L, 65000));
    all.put(
        "40 02 10 01 01 00000001 02 02 00000002 00000003",
        AsPath.of(
            List.of(
                new Segment(SegmentType.AS_SET, List.of(1L)),
                new Segment(SegmentType.AS_SEQUENCE, List.of(2L, 3L)))));
    all.put("40 03 04 0a000001", new NextHop(IpAddresses.parse("10.0.0.1")));
    all.put("80 04 04 ffffffff", new MultiExitDisc(0xffff_ffffL));
    all.put("40 05 04 00000064", new LocalPref(100));
    all.put("40 06 00", new AtomicAggregate());
    all.put(
        "c0 07 08 fa56ea00 0a000002",
        new Aggregator(4_200_000_000L, BgpIdentifier.parse("10.0.0.2")));
    all.put(
        "c0 08 08 fc000064 ffffff01",
        new Communities(List.of(Community.of(64512, 100), Community.parse("no-export"))));
    all.put("80 09 04 0a000003", new OriginatorId(BgpIdentifier.parse("10.0.0.3")));
    all.put(
        "80 0a 08 0a000004 0000002a",
        new ClusterList(List.of(BgpIdentifier.parse("10.0.0.4"), new BgpIdentifier(42))));
    all.put(
        "80 0e 1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db800000001",
        MpReach.of(
            new NextHop(IpAddresses.parse("2001:db8::1")),
            Nlri.of(Prefix.parse("2001:db8:0:1::/64"))));
    all.put(
        "80 0e 2a 0002 01 20 20010db8000000000000000000000001 fe800000000000000000000000000001"
            + " 00 20 20010db8",
        MpReach.of(
            new NextHop(
                IpAddresses.parse("2001:db8::1"), Optional.of(IpAddresses.parse("fe80::1"))),
            Nlri.of(Prefix.parse("2001:db8::/32"))));
    all.put(
        "80 0e 07 0019 46 01 aa 00 bb",
        new MpReach(
            AddressFamily.of(25, 70),
            OctetString.parseHex("aa"),
            Nlri.take(AddressFamily.of(25, 70), false, OctetString.parseHex("bb").buffer())));
    all.put("80 0f 08 0002 01 20 20010db8", new MpUnreach(Nlri.of(Prefix.parse("2001:db8::/32"))));
    all.put(
        "c0 10 10 0002fc0000000001 4004fc00 49742400",
        new ExtendedCommunities(
            List.of(
                ExtendedCommunity.routeTarget(64512, 1),
                ExtendedCommunity.linkBandwidth(64512, 1_000_000f))));
    all.put("c0 11 06 02 01 fa56ea00", new As4Path(AsPath.sequence(4_200_000_000L)));
    all.put(
        "c0 12 08 fa56ea00 0a000002",
        new As4Aggregator(4_200_000_000L, BgpIdentifier.parse("10.0.0.2")));
    all.put(
        "c0 20 0c fa56ea00 00000001 ffffffff",
        new LargeCommunities(List.of(LargeCommunity.parse("4200000000:1:4294967295"))));
    all.put("c0 23 04 0000fde8", new OnlyToCustomer(65000));
    all.put("e0 63 03 010203", new UnknownAttribute(0xe0, 99, OctetString.parseHex("010203")));
    all.put("80 1a 03 010203", new UnknownAttribute(0x80, 26, OctetString.parseHex("010203")));
    return all;
  }

  /** {@return each capability by its octets} */
  public static Map<String, Capability> capabilities() {
    Map<String, Capability> all = new LinkedHashMap<>();
    all.put("01 04 0002 00 01", new MultiprotocolCapability(AddressFamily.IPV6_UNICAST));
    all.put("02 00", new RouteRefreshCapability());
    all.put(
        "05 06 0001 0001 0002",
        new ExtendedNextHopCapability(
            List.of(new ExtendedNextHopCapability.Entry(AddressFamily.IPV4_UNICAST, 2))));
    all.put("06 00", new ExtendedMessageCapability());
    all.put("09 01 03", new RoleCapability(Role.CUSTOMER));
    all.put(
        "40 0a c05a 0001 01 80 0002 01 00",
        new GracefulRestartCapability(
            true,
            true,
            90,
            List.of(
                new GracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, true),
                new GracefulRestartCapability.Family(AddressFamily.IPV6_UNICAST, false))));
    all.put("41 04 fa56ea00", new FourOctetAsCapability(4_200_000_000L));
    all.put(
        "45 04 0001 01 03",
        new AddPathCapability(
            List.of(new AddPathCapability.Entry(AddressFamily.IPV4_UNICAST, true, true))));
    all.put("46 00", new EnhancedRouteRefreshCapability());
    all.put(
        "47 07 0001 01 80 000e10",
        new LongLivedGracefulRestartCapability(
            List.of(
                new LongLivedGracefulRestartCapability.Family(
                    AddressFamily.IPV4_UNICAST, true, 3600))));
    all.put("49 05 02 6131 01 62", new FqdnCapability("a1", "b"));
    all.put("4b 03 02 7631", new SoftwareVersionCapability("v1"));
    all.put("80 02 0102", new UnknownCapability(128, OctetString.parseHex("0102")));
    all.put("41 02 fde8", new UnknownCapability(65, OctetString.parseHex("fde8")));
    return all;
  }
}
