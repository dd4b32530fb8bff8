package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.MessageType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * OPEN: who speaks, and what it can do (RFC 4271 section 4.2).
 *
 * @param asn from the 4-octet AS capability where there is one (RFC 6793)
 * @param holdTime proposed, in seconds, 0 to 65535
 * @param capabilities in their order (RFC 5492); unknown ones are kept
 */
public record OpenMessage(
    long asn, int holdTime, BgpIdentifier identifier, List<Capability> capabilities)
    implements BgpMessage {
  public OpenMessage {
    Asn.checkOctets(asn);
    if (holdTime < 0 || holdTime > 0xffff) {
      throw new IllegalArgumentException("hold time " + holdTime + " s: 0 to 65535");
    }
    capabilities = List.copyOf(capabilities);
  }

  /**
   * {@return the capability of a kind; of several the last, as RFC 4724 section 3 says of its own}
   */
  public <T extends Capability> Optional<T> capability(Class<T> kind) {
    List<T> all = all(kind);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** {@return all capabilities of a kind} */
  public <T extends Capability> List<T> all(Class<T> kind) {
    return capabilities.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** {@return the families offered: IPv4 unicast when none is named (RFC 4760 section 8)} */
  public Set<AddressFamily> families() {
    Set<AddressFamily> families = new LinkedHashSet<>();
    all(MultiprotocolCapability.class).forEach(c -> families.add(c.family()));
    return families.isEmpty() ? Set.of(AddressFamily.IPV4_UNICAST) : families;
  }

  @Override
  public int typeCode() {
    return MessageType.OPEN.code();
  }
}
