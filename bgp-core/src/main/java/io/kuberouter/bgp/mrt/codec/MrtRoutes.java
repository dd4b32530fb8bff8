package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.UpdateCodec;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.Safi;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of dumped routes, read as the UPDATE that would announce such a route: with the
 * same checks, and the same data about what is wrong.
 *
 * <p>MP_REACH_NLRI in TABLE_DUMP_V2 is cut to the next hop's length and the next hop (RFC 6396
 * section 4.3.4). Some writers do not cut it; both forms are read. A dump is no session: the flags
 * of known attributes are not judged.
 */
public final class MrtRoutes {

  private static final int EXTENDED = AttributeType.EXTENDED_LENGTH_BIT;
  private static final int MP_REACH = AttributeType.MP_REACH_NLRI.code();

  /** A next hop's length and 16 zeros. */
  private static final ByteBuffer NO_HOP = ByteBuffer.allocate(17).put(0, (byte) 16);

  private MrtRoutes() {}

  /**
   * {@return the UPDATE that announces one path}
   *
   * @throws BgpProtocolException when such an UPDATE would end a session
   */
  public static DecodedUpdate update(RibRecord rib, RibEntry entry) throws BgpProtocolException {
    int safi = rib.multicast() ? Safi.MULTICAST : Safi.UNICAST;
    return update(rib.prefix(), safi, entry.attributes(), MrtMessages.session(true, false));
  }

  /**
   * {@return the UPDATE that announces the path}
   *
   * @throws BgpProtocolException when such an UPDATE would end a session
   */
  public static DecodedUpdate update(TableDumpRecord route) throws BgpProtocolException {
    return update(
        route.prefix(), Safi.UNICAST, route.attributes(), MrtMessages.session(false, false));
  }

  private static DecodedUpdate update(
      Prefix prefix, int safi, OctetString attributes, SessionParameters session)
      throws BgpProtocolException {
    int most = 4 + attributes.length() + 64;
    ByteBuffer out = ByteBuffer.allocate(most);
    out.putShort((short) 0).putShort((short) 0);
    boolean reach = attributes(attributes.buffer(), prefix, safi, out);
    boolean classic = !reach && !prefix.isIpv6() && safi == Safi.UNICAST;
    if (!reach && !classic) {
      whole(AttributeType.MP_REACH_NLRI.flags(), NO_HOP.slice(), prefix, safi, out);
    }
    out.putShort(2, (short) (out.position() - 4));
    if (classic) {
      MrtInput.put(prefix, out);
    }
    DecodedUpdate update = UpdateCodec.decode(out.flip(), session);
    return reach || classic ? update : withoutHop(update);
  }

  /** A route that cannot be told without MP_REACH_NLRI, which was not dumped. */
  private static DecodedUpdate withoutHop(DecodedUpdate update) {
    List<AttributeFault> faults = new ArrayList<>(update.faults());
    faults.add(
        new AttributeFault(
            MP_REACH,
            Treatment.TREAT_AS_WITHDRAW,
            UpdateSubcode.MISSING_WELL_KNOWN,
            OctetString.EMPTY,
            "missing"));
    return new DecodedUpdate(update.message(), faults);
  }

  /** Copies attributes, with MP_REACH_NLRI made whole; {@return whether there was one} */
  private static boolean attributes(ByteBuffer in, Prefix prefix, int safi, ByteBuffer out) {
    boolean reach = false;
    while (in.remaining() >= 3) {
      int flags = in.get(in.position()) & 0xff;
      int type = in.get(in.position() + 1) & 0xff;
      int head = (flags & EXTENDED) != 0 ? 4 : 3;
      if (in.remaining() < head) {
        break;
      }
      int length =
          head == 4 ? in.getShort(in.position() + 2) & 0xffff : in.get(in.position() + 2) & 0xff;
      if (in.remaining() < head + length) {
        break;
      }
      ByteBuffer value = in.slice(in.position() + head, length);
      // A whole one begins with an AFI, whose first octet is 0; no next hop is of 0 octets.
      if (type == MP_REACH && !reach && (length == 0 || value.get(0) != 0)) {
        whole(flags, value, prefix, safi, out);
      } else {
        int at = out.position();
        out.put(in.slice(in.position(), head + length)).put(at, (byte) flags(flags, type));
      }
      reach |= type == MP_REACH;
      in.position(in.position() + head + length);
    }
    out.put(in); // what is cut is for the decoder to say
    return reach;
  }

  /** As the attribute's RFC has them: BIRD 2 dumps attributes that it made itself without any. */
  private static int flags(int flags, int type) {
    int category = AttributeType.OPTIONAL_BIT | AttributeType.TRANSITIVE_BIT;
    return AttributeType.of(type).map(t -> (flags & ~category) | t.flags()).orElse(flags);
  }

  private static void whole(int flags, ByteBuffer hop, Prefix prefix, int safi, ByteBuffer out) {
    int length = 3 + hop.remaining() + 1 + MrtInput.prefixLength(prefix);
    out.put((byte) (flags(flags, MP_REACH) | EXTENDED))
        .put((byte) MP_REACH)
        .putShort((short) length);
    out.putShort((short) (prefix.isIpv6() ? Afi.IPV6 : Afi.IPV4)).put((byte) safi);
    out.put(hop).put((byte) 0);
    MrtInput.put(prefix, out);
  }

  /**
   * {@return the attributes of a route for a {@link RibEntry}: AS numbers of four octets, an IPv6
   * next hop in an MP_REACH_NLRI that is cut to it}
   *
   * @param attributes with the next hop as {@link NextHop}, without MP_REACH and MP_UNREACH
   */
  public static OctetString attributes(PathAttributes attributes) {
    ByteBuffer out = ByteBuffer.allocate(SessionParameters.EXTENDED_LIMIT + 64);
    UpdateCodec.encode(
        new UpdateMessage(Nlri.EMPTY, attributes, Nlri.EMPTY),
        MrtMessages.session(true, false),
        out);
    attributes.nextHop().filter(NextHop::isIpv6).ifPresent(hop -> cut(hop, out));
    return OctetString.take(out.flip().position(4));
  }

  private static void cut(NextHop hop, ByteBuffer out) {
    byte[] local = hop.linkLocal().map(java.net.InetAddress::getAddress).orElse(new byte[0]);
    int length = 16 + local.length;
    out.put((byte) AttributeType.MP_REACH_NLRI.flags()).put((byte) MP_REACH);
    out.put((byte) (length + 1)).put((byte) length);
    out.put(hop.address().getAddress()).put(local);
  }
}
