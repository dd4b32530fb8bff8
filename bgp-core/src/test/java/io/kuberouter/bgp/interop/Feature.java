package io.kuberouter.bgp.interop;

/** What is tried with every daemon: a row of the table. */
enum Feature {
  IPV4_OVER_V4("IPv4 over v4"),
  IPV6_OVER_V6("IPv6 over v6"),
  BOTH_FAMILIES("both over one session"),
  FOUR_OCTET_AS("4-octet AS (RFC 6793)"),
  EBGP("eBGP"),
  IBGP("iBGP"),
  WITHDRAWAL("withdrawals both ways"),
  MULTIHOP("multihop, through a router"),
  MD5("TCP MD5 (RFC 2385)"),
  WE_GUARD("GTSM (RFC 5082): we drop what comes from farther"),
  IT_GUARDS("GTSM: it drops what comes from farther"),
  WE_ASK_AGAIN("route refresh (RFC 2918): we ask, it tells again"),
  IT_ASKS_AGAIN("route refresh: it asks, we tell again"),
  WE_RESTART("graceful restart (RFC 4724): we restart, it helps"),
  IT_RESTARTS("graceful restart: it restarts, we help"),
  EXTENDED_MESSAGES("extended messages (RFC 8654)"),
  COMMUNITIES("communities (RFC 1997)"),
  EXTENDED_COMMUNITIES("extended communities (RFC 4360)"),
  LARGE_COMMUNITIES("large communities (RFC 8092)"),
  ADD_PATH("add-path (RFC 7911)"),
  IPV6_NEXT_HOP("IPv4 over IPv6 next hop (RFC 8950)"),
  WE_REFLECT("route reflection (RFC 4456): we reflect"),
  IT_REFLECTS("route reflection: it reflects"),
  BFD("BFD (RFC 5881)"),
  BFD_MULTIHOP("BFD through a router (RFC 5883)"),
  ROLES("roles (RFC 9234): it is our customer");

  private final String title;

  Feature(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
