package io.kuberouter.bgp.bmp;

import java.util.List;

/** BGP messages exactly as they came, faulty ones too (RFC 7854 section 4.7). */
public record RouteMirroring(PeerHeader peer, List<Tlv> information) implements BmpMessage {

  /** {@code Errored PDU}: the message was found to be malformed. */
  public static final int ERRORED_PDU = 0;

  /** {@code Messages Lost}: there were more than could be told. */
  public static final int MESSAGES_LOST = 1;

  public RouteMirroring {
    information = List.copyOf(information);
  }

  @Override
  public int typeCode() {
    return 6;
  }
}
