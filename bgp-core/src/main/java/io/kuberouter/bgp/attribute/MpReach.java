package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * MP_REACH_NLRI: routes of any family (RFC 4760 section 3).
 *
 * @param nextHop its octets, whose form depends on the family
 */
public record MpReach(AddressFamily family, OctetString nextHop, Nlri nlri)
    implements PathAttribute {
  public MpReach {
    Octet.check("octets of a next hop:", nextHop.length());
  }

  /** {@return the attribute of a next hop, with its link-local address where there is one} */
  public static MpReach of(NextHop nextHop, Nlri nlri) {
    byte[] global = nextHop.address().getAddress();
    byte[] local = nextHop.linkLocal().map(InetAddress::getAddress).orElse(new byte[0]);
    byte[] both = Arrays.copyOf(global, global.length + local.length);
    System.arraycopy(local, 0, both, global.length, local.length);
    return new MpReach(nlri.family(), OctetString.of(both), nlri);
  }

  /**
   * {@return the next hop, when it is an address of 4 octets, of 16, or of 32 with a link-local one
   * (RFC 2545 section 3, RFC 8950 section 3)}
   */
  public Optional<NextHop> nextHopAddress() {
    byte[] octets = nextHop.toArray();
    return switch (octets.length) {
      case 4, 16 -> Optional.of(new NextHop(IpAddresses.of(octets)));
      case 32 ->
          Optional.of(
              both(
                  IpAddresses.of(Arrays.copyOf(octets, 16)),
                  IpAddresses.of(Arrays.copyOfRange(octets, 16, 32))));
      default -> Optional.empty();
    };
  }

  /**
   * Where there is no global address some speakers say so, and others repeat the link-local one.
   */
  private static NextHop both(InetAddress global, InetAddress local) {
    if (!local.isLinkLocalAddress()) {
      return new NextHop(global); // it is none, so that there is only the first
    }
    return global.isAnyLocalAddress() || global.equals(local)
        ? new NextHop(local)
        : new NextHop(global, Optional.of(local));
  }

  @Override
  public int typeCode() {
    return AttributeType.MP_REACH_NLRI.code();
  }
}
