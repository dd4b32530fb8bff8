package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;

/** A capability that is not understood, or whose value has an odd form; kept as it came. */
public record UnknownCapability(int code, OctetString value) implements Capability {
  public UnknownCapability {
    Octet.check("capability", code);
    Octet.check("octets of a capability:", value.length());
  }
}
