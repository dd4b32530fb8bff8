package io.kuberouter.bgp.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The daemons: columns of the table. */
enum Program {
  BIRD(
      "BIRD",
      "bird2",
      List.of("bird", "birdc"),
      BirdPeer::new,
      List.of("bird", "--version"),
      Map.of()),
  FRR(
      "FRR",
      "frr",
      List.of("zebra", "bfdd", "vtysh"),
      FrrPeer::new,
      List.of("/usr/lib/frr/bgpd", "--version"),
      Map.of()),
  GOBGP(
      "GoBGP",
      "gobgpd",
      List.of("gobgpd", "gobgp"),
      GobgpPeer::new,
      List.of("gobgpd", "--version"),
      Map.of(
          Feature.IT_ASKS_AGAIN,
          "GoBGP keeps what it was told and never asks again: its `softresetin` looks at that",
          Feature.BFD,
          "GoBGP 3 has no BFD",
          Feature.BFD_MULTIHOP,
          "GoBGP 3 has no BFD",
          Feature.ROLES,
          "GoBGP 3 does not know the capability",
          Feature.EXTENDED_MESSAGES,
          "GoBGP 3 does not know the capability")),
  OPENBGPD(
      "OpenBGPD",
      "openbgpd",
      List.of("bgpctl"),
      OpenbgpdPeer::new,
      List.of("bgpctl", "-V"),
      Map.of(
          Feature.WE_ASK_AGAIN,
          "OpenBGPD 7.7 ignores requests (\"AID not negotiated\" in its log): its issue 46, mended later",
          Feature.IT_RESTARTS,
          "OpenBGPD names no family in its graceful restart capability (bgpd.conf(5): the End-of-RIB marker alone is supported)",
          Feature.BFD,
          "OpenBGPD has no BFD",
          Feature.BFD_MULTIHOP,
          "OpenBGPD has no BFD",
          Feature.EXTENDED_MESSAGES,
          "OpenBGPD 7.7 does not know the capability",
          Feature.IPV6_NEXT_HOP,
          "OpenBGPD 7.7 does not know the capability")),
  EXABGP(
      "ExaBGP",
      "exabgp",
      List.of("exabgp"),
      ExabgpPeer::new,
      List.of("exabgp", "--version"),
      Map.of(
          Feature.IT_GUARDS,
          "ExaBGP sends with 255 and checks nothing: Python does not know IP_MINTTL",
          Feature.WE_ASK_AGAIN,
          "ExaBGP 4.2.21 fails at a request by itself (TypeError) and connects again",
          Feature.BFD,
          "ExaBGP has no BFD",
          Feature.BFD_MULTIHOP,
          "ExaBGP has no BFD",
          Feature.ROLES,
          "ExaBGP 4.2 does not know the capability",
          Feature.WE_RESTART,
          "ExaBGP has no table in which it could keep our routes",
          Feature.IT_REFLECTS,
          "ExaBGP passes no routes on"));

  /** Makes one for a case. */
  interface Maker {
    BgpDaemon make(Namespace space, Path folder, PeerSetup setup);
  }

  private final String title;
  private final String debian;
  private final List<String> programs;
  private final Maker maker;
  private final List<String> version;
  private final Map<Feature, String> missing;

  Program(
      String title,
      String debian,
      List<String> programs,
      Maker maker,
      List<String> version,
      Map<Feature, String> missing) {
    this.title = title;
    this.debian = debian;
    this.programs = programs;
    this.maker = maker;
    this.version = version;
    this.missing = missing;
  }

  String title() {
    return title;
  }

  Maker maker() {
    return maker;
  }

  /** {@return why it cannot do something, if it cannot} */
  Optional<String> reasonAgainst(Feature feature) {
    return Optional.ofNullable(missing.get(feature));
  }

  boolean supports(Feature feature) {
    return !missing.containsKey(feature);
  }

  /** {@return what is not installed of it, if anything} */
  Optional<String> absent() {
    return programs.stream()
        .filter(program -> BgpDaemon.find(program).isEmpty())
        .findFirst()
        .map(program -> program + " is not installed (Debian: " + debian + ")");
  }

  /** {@return its version as it tells it} */
  String versionNumber() throws IOException {
    return Text.first(Command.run(version).output(), "(\\d+\\.\\d+(\\.\\d+)?)");
  }
}
