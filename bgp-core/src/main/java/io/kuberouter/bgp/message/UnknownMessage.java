package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;

/**
 * A message of a type that is not understood: kept for whoever records, answered in a session with
 * Bad Message Type (RFC 4271 section 6.1).
 */
public record UnknownMessage(int typeCode, OctetString body) implements BgpMessage {
  public UnknownMessage {
    Octet.check("type of message", typeCode);
  }
}
