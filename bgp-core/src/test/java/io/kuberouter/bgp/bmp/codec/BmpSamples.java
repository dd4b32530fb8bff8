package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.PeerDown;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.RouteMirroring;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.bmp.Termination;
import io.kuberouter.bgp.bmp.Tlv;
import io.kuberouter.bgp.bmp.UnknownBmpMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every message with its octets, written by hand from the figures of RFC 7854 and RFC 9069. */
public final class BmpSamples {

  private static final String MARKER = "ffffffffffffffffffffffffffffffff";

  /** OPEN of AS 64512, 10.0.0.1, with AS numbers of four octets, both families. */
  static final String OPEN_SENT =
      MARKER + "0031 01 04 fc00 005a 0a000001 14 02 12 010400010001 010400020001 4104 0000fc00";

  static final String OPEN_RECEIVED =
      MARKER + "0031 01 04 fde8 005a 0a000002 14 02 12 010400010001 010400020001 4104 0000fde8";

  /** 198.51.100.0/24 by 65000 over 192.0.2.2. */
  static final String UPDATE =
      MARKER + "002f 02 0000 0014 40010100 400206 0201 0000fde8 400304 c0000202 18c63364";

  /** 2001:db8:51::/48 by 65000 over 2001:db8::2. */
  static final String UPDATE_6 =
      MARKER
          + "0043 02 0000 002c 800e1c 0002 01 10 20010db8000000000000000000000002 00"
          + " 30 20010db80051 40010100 400206 0201 0000fde8";

  /** Cease/Administrative Shutdown. */
  static final String NOTIFICATION = MARKER + "0015 03 06 02";

  private static final String PEER_4 =
      "00 00 0000000000000000 000000000000000000000000c0000202 0000fde8 0a000002"
          + " 57ac9d00 0003d090 ";

  private static final String PEER_6 =
      "00 80 0000000000000000 20010db8000000000000000000000002 0000fde8 0a000002"
          + " 57ac9d00 0003d090 ";

  private static final String LOC_RIB =
      "03 00 0000000000000000 00000000000000000000000000000000 0000fc00 0a000001"
          + " 00000000 00000000 ";

  private static final String MEMBER =
      "01 50 0000fc0000000007 000000000000000000000000c0000202 0000fde8 0a000002"
          + " 00000000 00000000 ";

  private BmpSamples() {}

  static OctetString hex(String digits) {
    return OctetString.parseHex(digits.replace(" ", ""));
  }

  static PeerHeader peer(boolean six) {
    return PeerHeader.global(
            IpAddresses.parse(six ? "2001:db8::2" : "192.0.2.2"),
            65000,
            BgpIdentifier.parse("10.0.0.2"),
            0)
        .at(0x57ac9d00L, 250_000);
  }

  static PeerHeader locRib() {
    return PeerHeader.locRib(64512, BgpIdentifier.parse("10.0.0.1"));
  }

  private static void put(Map<String, BmpMessage> all, int type, String body, BmpMessage message) {
    all.put(String.format("03 %08x %02x ", 6 + hex(body).length(), type) + body, message);
  }

  static PeerUp up(boolean six) {
    return new PeerUp(
        peer(six),
        IpAddresses.parse(six ? "2001:db8::1" : "192.0.2.1"),
        179,
        40000,
        hex(OPEN_SENT),
        hex(OPEN_RECEIVED),
        List.of());
  }

  /** {@return the messages by their octets, in an order that a station may be told them} */
  public static Map<String, BmpMessage> messages() {
    Map<String, BmpMessage> all = new LinkedHashMap<>();
    put(all, 4, "0001 0003 646573 0002 0004 6e616d65", new Initiation("name", "des"));
    put(
        all,
        3,
        PEER_4 + "000000000000000000000000c0000201 00b3 9c40" + OPEN_SENT + OPEN_RECEIVED,
        up(false));
    put(
        all,
        3,
        PEER_6 + "20010db8000000000000000000000001 00b3 9c40" + OPEN_SENT + OPEN_RECEIVED,
        up(true));
    put(
        all,
        3,
        LOC_RIB
            + "00000000000000000000000000000000 0000 0000"
            + OPEN_SENT
            + OPEN_SENT
            + "0003 0006 676c6f62616c",
        new PeerUp(
            locRib(),
            IpAddresses.parse("0.0.0.0"),
            0,
            0,
            hex(OPEN_SENT),
            hex(OPEN_SENT),
            List.of(Tlv.text(Tlv.TABLE_NAME, "global"))));
    put(all, 0, PEER_4 + UPDATE, new RouteMonitoring(peer(false), hex(UPDATE)));
    put(all, 0, PEER_6 + UPDATE_6, new RouteMonitoring(peer(true), hex(UPDATE_6)));
    put(all, 0, LOC_RIB + UPDATE, new RouteMonitoring(locRib(), hex(UPDATE)));
    put(
        all,
        0,
        MEMBER + UPDATE,
        new RouteMonitoring(
            new PeerHeader(
                PeerHeader.RD,
                PeerHeader.POST_POLICY | PeerHeader.ADJ_RIB_OUT,
                0xfc0000000007L,
                IpAddresses.parse("192.0.2.2"),
                65000,
                BgpIdentifier.parse("10.0.0.2"),
                0,
                0),
            hex(UPDATE)));
    put(
        all,
        1,
        PEER_4
            + "00000004 0000 0004 00000007 0007 0008 0000000000000001"
            + " 0009 000b 0002 01 0000000000000002 ffff 0001 aa",
        new StatisticsReport(
            peer(false),
            List.of(
                new Statistic.Counter(Statistic.Counter.REJECTED, 7),
                new Statistic.Gauge(Statistic.Gauge.ADJ_RIBS_IN, 1),
                new Statistic.FamilyGauge(
                    Statistic.FamilyGauge.ADJ_RIB_IN, AddressFamily.IPV6_UNICAST, 2),
                new Statistic.Unknown(0xffff, hex("aa")))));
    put(
        all,
        6,
        PEER_4 + "0001 0002 0000 0000 0015" + NOTIFICATION,
        new RouteMirroring(
            peer(false),
            List.of(
                Tlv.code(Tlv.MIRROR_INFORMATION, RouteMirroring.ERRORED_PDU),
                new Tlv(Tlv.BGP_MESSAGE, hex(NOTIFICATION)))));
    put(
        all,
        2,
        PEER_4 + "01" + NOTIFICATION,
        new PeerDown(peer(false), PeerDown.LOCAL_NOTIFICATION, hex(NOTIFICATION)));
    put(all, 2, PEER_6 + "02 0012", PeerDown.event(peer(true), 18));
    put(
        all,
        2,
        PEER_6 + "03" + NOTIFICATION,
        new PeerDown(peer(true), PeerDown.REMOTE_NOTIFICATION, hex(NOTIFICATION)));
    put(
        all,
        2,
        PEER_6 + "04",
        new PeerDown(peer(true), PeerDown.REMOTE_NO_NOTIFICATION, OctetString.EMPTY));
    put(
        all,
        2,
        LOC_RIB + "06 0003 0006 676c6f62616c",
        new PeerDown(locRib(), PeerDown.LOCAL_SYSTEM_CLOSED, hex("00030006676c6f62616c")));
    put(
        all,
        5,
        "0001 0002 0000 0000 0003 627965",
        new Termination(
            List.of(
                Tlv.code(Tlv.REASON, Termination.ADMINISTRATIVELY_CLOSED),
                Tlv.text(Tlv.STRING, "bye"))));
    put(all, 99, "abcd", new UnknownBmpMessage(99, hex("abcd")));
    return all;
  }
}
