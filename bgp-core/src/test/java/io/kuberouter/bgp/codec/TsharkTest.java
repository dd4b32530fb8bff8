package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.Tshark;
import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UnknownCapability;
import io.kuberouter.bgp.message.UnknownMessage;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.CapabilityCode;
import io.kuberouter.bgp.number.Prefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark reads what we write: every attribute, capability and message that it knows. */
class TsharkTest {

  private static final SessionParameters SESSION = CodecSamples.session(false);

  @TempDir private Path folder;

  private String dissect(List<BgpMessage> messages) throws Exception {
    List<byte[]> payloads = new ArrayList<>();
    messages.forEach(message -> payloads.add(MessageCodec.encode(message, SESSION)));
    String out =
        Tshark.dissect(
            folder, Tshark.Carrier.TCP, 179, "bgp", payloads, "-O", "bgp", "-o", "bgp.asn_len:4");
    assertThat(out).doesNotContain("Malformed").doesNotContain("Expert Info");
    long seen = out.lines().filter(l -> l.startsWith("Border Gateway Protocol")).count();
    assertThat(seen).isEqualTo(messages.size());
    return out.replaceAll("\\s+", " ");
  }

  private static String attributeText(AttributeType type) {
    return switch (type) {
      case ORIGIN -> "ORIGIN: INCOMPLETE";
      case AS_PATH -> "AS_PATH: {1} 2 3";
      case NEXT_HOP -> "NEXT_HOP: 10.0.0.1";
      case MULTI_EXIT_DISC -> "MULTI_EXIT_DISC: 4294967295";
      case LOCAL_PREF -> "LOCAL_PREF: 100";
      case ATOMIC_AGGREGATE -> "ATOMIC_AGGREGATE";
      case AGGREGATOR -> "AGGREGATOR: AS: 4200000000 origin: 10.0.0.2";
      case COMMUNITIES -> "COMMUNITIES: 64512:100 NO_EXPORT";
      case ORIGINATOR_ID -> "ORIGINATOR_ID: 10.0.0.3";
      case CLUSTER_LIST -> "CLUSTER_LIST: 10.0.0.4 0.0.0.42";
      case MP_REACH_NLRI -> "Next hop: IPv6=2001:db8::1 Link-local=fe80::1";
      case MP_UNREACH_NLRI -> "Withdrawn Routes 2001:db8::/32";
      case EXTENDED_COMMUNITIES -> "Route Target: 64512:1 [Transitive 2-Octet AS-Specific]";
      case AS4_PATH -> "AS4_PATH: 4200000000";
      case AS4_AGGREGATOR -> "AS4_AGGREGATOR: AS: 4200000000 origin: 10.0.0.2";
      case LARGE_COMMUNITY -> "LARGE_COMMUNITY: 4200000000:1:4294967295";
      case ONLY_TO_CUSTOMER -> "(35)"; // 4.0 does not know it
    };
  }

  @Test
  void everyAttribute() throws Exception {
    List<BgpMessage> messages = new ArrayList<>();
    for (PathAttribute attribute : CodecSamples.attributes().values()) {
      boolean foreign = attribute instanceof MpReach reach && !reach.family().isUnicast();
      if (!foreign && !(attribute instanceof UnknownAttribute)) {
        messages.add(new UpdateMessage(Nlri.EMPTY, PathAttributes.of(attribute), Nlri.EMPTY));
      }
    }
    String out = dissect(messages);
    for (AttributeType type : AttributeType.values()) {
      assertThat(out).contains(attributeText(type));
    }
    assertThat(out)
        .contains("AS_PATH: 4200000000 65000")
        .contains("Link Bandwidth: ASN 64512, 8.000 Mbps [Non-Transitive 2-Octet AS-Specific]")
        .contains("(NLRI) 2001:db8:0:1::/64")
        .contains("Flags: 0xc0, Optional, Transitive, Complete");
  }

  private static String capabilityText(CapabilityCode code) {
    return switch (code) {
      case MULTIPROTOCOL -> "extensions capability (1) Length: 4 AFI: IPv6 (2) Reserved: 00 SAFI";
      case ROUTE_REFRESH -> "Route refresh capability (2)";
      case EXTENDED_NEXT_HOP -> "AFI: IPv4 (1) SAFI: Unicast (1) Next hop AFI: IPv6 (2)";
      case EXTENDED_MESSAGE -> "BGP-Extended Message (6)";
      case ROLE -> "BGP Role (9) Length: 1 Unknown: 03"; // 4.0 knows its name
      case GRACEFUL_RESTART -> "Restart state, Graceful notification";
      case FOUR_OCTET_AS -> "AS Number: 4200000000";
      case ADD_PATH -> "AFI: IPv4 (1) SAFI: Unicast (1) Send/Receive: Both (3)";
      case ENHANCED_ROUTE_REFRESH -> "Enhanced route refresh capability (70)";
      case LONG_LIVED_GRACEFUL_RESTART -> "Capability (71) Length: 7 Unknown: 00010180000e10";
      case FQDN -> "Hostname: a1 Domain Name Length: 1 Domain Name: b";
      case SOFTWARE_VERSION -> "Unknown (75) Length: 3 Unknown: 027631";
    };
  }

  @Test
  void everyCapability() throws Exception {
    List<Capability> capabilities =
        CodecSamples.capabilities().values().stream()
            .filter(c -> !(c instanceof UnknownCapability))
            .toList();
    String out =
        dissect(
            List.of(
                new OpenMessage(
                    4_200_000_000L, 90, BgpIdentifier.parse("10.0.0.1"), capabilities)));
    for (CapabilityCode code : CapabilityCode.values()) {
      assertThat(out).contains(capabilityText(code));
    }
    assertThat(out).contains("My AS: 23456 (AS_TRANS) Hold Time: 90 BGP Identifier: 10.0.0.1");
  }

  /** tshark guesses whether there are path identifiers, and takes a length of 0 for one. */
  private static UpdateMessage withoutDefault(UpdateMessage update) {
    List<Prefix> prefixes =
        update.announced().prefixes().stream().filter(p -> p.length() > 0).toList();
    return new UpdateMessage(
        update.withdrawn(), update.attributes(), Nlri.of(AddressFamily.IPV4_UNICAST, prefixes));
  }

  @Test
  void everyMessage() throws Exception {
    String out =
        dissect(
            MessageCodecTest.samples().values().stream()
                .filter(m -> !(m instanceof UnknownMessage))
                .map(m -> m instanceof UpdateMessage update ? withoutDefault(update) : m)
                .toList());
    assertThat(out)
        .contains("OPEN Message")
        .contains("Withdrawn Routes 10.2.0.0/16")
        .contains("10.1.0.0/24")
        .contains("10.1.2.3/32")
        .contains("Major error Code: Cease (6) Minor error Code (Cease): Administratively Shutdown")
        .contains("Shutdown Communication: bye!")
        .contains("KEEPALIVE Message")
        .contains("ROUTE-REFRESH Message");
  }
}
