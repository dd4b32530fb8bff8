package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.bmp.Tlv;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** BMP messages out of a speaker's values. */
public final class Pdus {

  private Pdus() {}

  /** {@return the octets of a BGP message as a session has them} */
  public static OctetString pdu(BgpMessage message, SessionParameters session) {
    return OctetString.of(MessageCodec.encode(message, session));
  }

  /**
   * {@return routes of a peer}
   *
   * @param session of the peer; without AS numbers of four octets the header says so
   */
  public static RouteMonitoring routes(
      PeerHeader peer, UpdateMessage update, SessionParameters session) {
    int flags =
        session.fourOctetAs()
            ? peer.flags() & ~PeerHeader.TWO_OCTET_AS
            : peer.flags() | PeerHeader.TWO_OCTET_AS;
    PeerHeader told =
        new PeerHeader(
            peer.type(),
            flags,
            peer.distinguisher(),
            peer.address(),
            peer.asn(),
            peer.identifier(),
            peer.seconds(),
            peer.micros());
    return new RouteMonitoring(told, pdu(update, session));
  }

  /**
   * {@return that the Loc-RIB is told from now on: "Capabilities MUST include the 4-octet ASN and
   * all necessary capabilities to represent the Loc-RIB Route Monitoring messages", RFC 9069
   * section 5.2}
   */
  public static PeerUp locRibUp(PeerHeader locRib, Collection<AddressFamily> families) {
    List<Capability> capabilities = new ArrayList<>();
    families.forEach(family -> capabilities.add(new MultiprotocolCapability(family)));
    capabilities.add(new FourOctetAsCapability(locRib.asn()));
    OpenMessage open = new OpenMessage(locRib.asn(), 0, locRib.identifier(), capabilities);
    OctetString pdu = pdu(open, SessionParameters.negotiate(open, open));
    return new PeerUp(
        locRib,
        locRib.address(),
        0,
        0,
        pdu,
        pdu,
        List.of(Tlv.text(Tlv.TABLE_NAME, "global"))); // section 5.2.1: the default table's name
  }
}
