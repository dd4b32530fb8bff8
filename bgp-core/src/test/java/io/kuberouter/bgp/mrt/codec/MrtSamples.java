package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.Bgp4mpSession;
import io.kuberouter.bgp.mrt.Bgp4mpStateChange;
import io.kuberouter.bgp.mrt.MrtPeer;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.PeerIndexTable;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibGenericRecord;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.mrt.UnknownRecord;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every record with its octets, written by hand from the figures of RFC 6396 and RFC 8050. */
public final class MrtSamples {

  /** ORIGIN IGP, AS_PATH 65000 of four octets, NEXT_HOP 192.0.2.1. */
  static final String FOUR = "40010100 400206 0201 0000fde8 400304 c0000201";

  /** The same with AS numbers of two octets. */
  static final String TWO = "40010100 400204 0201 fde8 400304 c0000201";

  /** ORIGIN, AS_PATH, and MP_REACH_NLRI that is cut to its next hop 2001:db8::1. */
  static final String SIX =
      "40010100 400206 0201 0000fde8 800e11 10 20010db8000000000000000000000001";

  private static final String UPDATE =
      "ffffffffffffffffffffffffffffffff 002f 02 0000 0014 " + FOUR + " 18c63364";

  private MrtSamples() {}

  static OctetString hex(String digits) {
    return OctetString.parseHex(digits.replace(" ", ""));
  }

  private static Bgp4mpSession session(boolean six, boolean four) {
    return new Bgp4mpSession(
        four ? 4_200_000_000L : 65000,
        64512,
        7,
        IpAddresses.parse(six ? "2001:db8::2" : "192.0.2.2"),
        IpAddresses.parse(six ? "2001:db8::1" : "192.0.2.1"),
        four);
  }

  private static final String PEERS_4 = "c0000202 c0000201";
  private static final String PEERS_6 =
      "20010db8000000000000000000000002 20010db8000000000000000000000001";

  /** {@return the records by their octets} */
  public static Map<String, MrtRecord> records() {
    Map<String, MrtRecord> all = new LinkedHashMap<>();
    all.put(
        "57ac9d00 000d 0001 0000002f 0a000001 0003 767731 0002"
            + " 02 0a000002 c0000202 fa56ea00"
            + " 01 0a000003 20010db8000000000000000000000003 fde9",
        new MrtRecord(
            0x57ac9d00L,
            new PeerIndexTable(
                BgpIdentifier.parse("10.0.0.1"),
                hex("767731"),
                List.of(
                    new MrtPeer(
                        BgpIdentifier.parse("10.0.0.2"),
                        IpAddresses.parse("192.0.2.2"),
                        4_200_000_000L,
                        true),
                    new MrtPeer(
                        BgpIdentifier.parse("10.0.0.3"),
                        IpAddresses.parse("2001:db8::3"),
                        65001,
                        false)))));
    rib(all, "0002", false, false, Prefix.parse("198.51.100.0/24"), "18c63364", FOUR);
    rib(all, "0003", true, false, Prefix.parse("0.0.0.0/0"), "00", FOUR);
    rib(all, "0004", false, false, Prefix.parse("2001:db8::/33"), "2120010db800", SIX);
    rib(all, "0005", true, false, Prefix.parse("2001:db8::/32"), "2020010db8", SIX);
    rib(all, "0008", false, true, Prefix.parse("198.51.100.0/24"), "18c63364", FOUR);
    rib(all, "0009", true, true, Prefix.parse("198.51.100.128/25"), "19c6336480", FOUR);
    rib(all, "000a", false, true, Prefix.parse("::/0"), "00", SIX);
    rib(
        all,
        "000b",
        true,
        true,
        Prefix.parse("2001:db8::1/128"),
        "8020010db8000000000000000000000001",
        SIX);
    for (boolean addPath : List.of(false, true)) {
      String entry = "0001 57ac9cff " + (addPath ? "00000005 " : "") + "0014 " + FOUR;
      put(
          all,
          "57ac9d00 000d " + (addPath ? "000c" : "0006"),
          "00000009 0001 80 58 0000000000000000c63364 0001 " + entry,
          new MrtRecord(
              0x57ac9d00L,
              new RibGenericRecord(
                  addPath,
                  9,
                  AddressFamily.of(1, 128),
                  hex("58 0000000000000000c63364"),
                  List.of(new RibEntry(1, 0x57ac9cffL, addPath ? 5 : 0, hex(FOUR))))));
    }
    put(
        all,
        "3d3c9999 000c 0001",
        "0001 fffe c6336400 18 01 3d3c9000 c0000202 fde8 0012 " + TWO,
        new MrtRecord(
            0x3d3c9999L,
            new TableDumpRecord(
                1,
                0xfffe,
                Prefix.parse("198.51.100.0/24"),
                1,
                0x3d3c9000L,
                IpAddresses.parse("192.0.2.2"),
                65000,
                hex(TWO))));
    put(
        all,
        "3d3c9999 000c 0002",
        "0000 0002 20010db8000000000000000000000000 20 01 3d3c9000"
            + " 20010db8000000000000000000000002 fde8 0000",
        new MrtRecord(
            0x3d3c9999L,
            new TableDumpRecord(
                0,
                2,
                Prefix.parse("2001:db8::/32"),
                1,
                0x3d3c9000L,
                IpAddresses.parse("2001:db8::2"),
                65000,
                OctetString.EMPTY)));
    int[] codes = {1, 4, 6, 7, 8, 9, 10, 11};
    for (int code : codes) {
      boolean four = code == 4 || code % 2 == 1 && code > 4;
      boolean local = code == 6 || code == 7 || code >= 10;
      put(
          all,
          "57ac9d00 0010 " + String.format("%04x", code),
          (four ? "fa56ea00 0000fc00" : "fde8 fc00") + " 0007 0001 " + PEERS_4 + UPDATE,
          new MrtRecord(
              0x57ac9d00L, new Bgp4mpMessage(session(false, four), local, code >= 8, hex(UPDATE))));
    }
    put(
        all,
        "57ac9d00 0010 0000",
        "fde8 fc00 0007 0001 " + PEERS_4 + " 0006 0001",
        new MrtRecord(0x57ac9d00L, new Bgp4mpStateChange(session(false, false), 6, 1)));
    put(
        all,
        "57ac9d00 0011 0005",
        "000f423f fa56ea00 0000fc00 0007 0002 " + PEERS_6 + " 0005 0006",
        new MrtRecord(
            0x57ac9d00L, 999_999, true, new Bgp4mpStateChange(session(true, true), 5, 6)));
    put(
        all,
        "57ac9d00 0011 0004",
        "00000000 fa56ea00 0000fc00 0007 0002 " + PEERS_6 + UPDATE,
        new MrtRecord(
            0x57ac9d00L,
            0,
            true,
            new Bgp4mpMessage(session(true, true), false, false, hex(UPDATE))));
    put(all, "00000001 0020 0001", "abcd", unknown(1, 32, 1, "abcd")); // ISIS
    put(all, "00000001 0010 0002", "ab", unknown(1, 16, 2, "ab")); // BGP4MP_ENTRY, deprecated
    put(all, "00000001 0011 0003", "00000001ab", unknown(1, 17, 3, "00000001ab"));
    put(all, "00000001 000d 0007", "ab", unknown(1, 13, 7, "ab")); // GEO_PEER_TABLE: RFC 6397
    put(all, "00000001 000c 0003", "", unknown(1, 12, 3, ""));
    // RIB_GENERIC of BGP-LS, whose NLRI only BGP-LS can end
    put(
        all,
        "00000001 000d 0006",
        "00000001 4004 47 abcd",
        unknown(1, 13, 6, "00000001400447abcd"));
    return all;
  }

  private static MrtRecord unknown(long seconds, int type, int subtype, String octets) {
    return new MrtRecord(seconds, new UnknownRecord(type, subtype, hex(octets)));
  }

  private static void rib(
      Map<String, MrtRecord> all,
      String subtype,
      boolean multicast,
      boolean addPath,
      Prefix prefix,
      String octets,
      String attributes) {
    OctetString list = hex(attributes);
    String path = addPath ? "80000001 " : "";
    put(
        all,
        "57ac9d00 000d " + subtype,
        "00000009 "
            + octets
            + " 0002 0001 57ac9cff "
            + path
            + String.format("%04x ", list.length())
            + attributes
            + " 0000 00000000 "
            + path
            + "0000",
        new MrtRecord(
            0x57ac9d00L,
            new RibRecord(
                multicast,
                addPath,
                9,
                prefix,
                List.of(
                    new RibEntry(1, 0x57ac9cffL, addPath ? 0x8000_0001 : 0, list),
                    new RibEntry(0, 0, addPath ? 0x8000_0001 : 0, OctetString.EMPTY)))));
  }

  private static void put(Map<String, MrtRecord> all, String head, String body, MrtRecord record) {
    all.put(head + " " + String.format("%08x ", hex(body).length()) + body, record);
  }
}
