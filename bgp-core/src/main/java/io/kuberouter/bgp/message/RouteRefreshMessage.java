package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;

/**
 * ROUTE-REFRESH (RFC 2918, RFC 7313).
 *
 * @param subtype {@link #REQUEST}, {@link #BEGIN}, {@link #END}, or one that is not understood
 * @param filters what follows (RFC 5291), kept as it came
 */
public record RouteRefreshMessage(AddressFamily family, int subtype, OctetString filters)
    implements BgpMessage {
  public RouteRefreshMessage {
    Octet.check("subtype", subtype);
  }

  /** Asks for all routes of the family again. */
  public static final int REQUEST = 0;

  /** {@code BoRR}: all routes of the family follow. */
  public static final int BEGIN = 1;

  /** {@code EoRR}: those were all. */
  public static final int END = 2;

  /** Creates the message without filters. */
  public RouteRefreshMessage(AddressFamily family, int subtype) {
    this(family, subtype, OctetString.EMPTY);
  }

  @Override
  public int typeCode() {
    return MessageType.ROUTE_REFRESH.code();
  }
}
