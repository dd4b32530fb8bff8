package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.EnhancedRouteRefreshCapability;
import io.kuberouter.bgp.message.ExtendedMessageCapability;
import io.kuberouter.bgp.message.ExtendedNextHopCapability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.FqdnCapability;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.RoleCapability;
import io.kuberouter.bgp.message.RouteRefreshCapability;
import io.kuberouter.bgp.message.SoftwareVersionCapability;
import io.kuberouter.bgp.message.UnknownCapability;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.CapabilityCode;
import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Capabilities (RFC 5492 section 4). One whose value has not the form that its RFC says is kept as
 * an unknown one, so that an odd capability costs no session.
 *
 * <pre>
 * code, 1 octet   length, 1   value
 * </pre>
 */
public final class CapabilityCodec {

  private static final int FAMILY = 4;
  private static final int RESTARTING_BIT = 0x8000;
  private static final int NOTIFICATION_BIT = 0x4000;
  private static final int FORWARDING_BIT = 0x80;
  private static final int RECEIVE = 1;
  private static final int SEND = 2;

  private CapabilityCodec() {}

  /** Reads the octets between position and limit, and appends what they say to a list. */
  static void decode(ByteBuffer in, List<Capability> capabilities) throws BgpProtocolException {
    while (in.hasRemaining()) {
      if (in.remaining() < 2 || (in.get(in.position() + 1) & 0xff) > in.remaining() - 2) {
        throw OpenCodec.malformed("a capability is cut");
      }
      int code = in.get() & 0xff;
      int length = in.get() & 0xff;
      ByteBuffer value = in.slice(in.position(), length);
      in.position(in.position() + length);
      Optional<CapabilityCode> known = CapabilityCode.of(code).filter(c -> fits(c, value));
      capabilities.add(
          known.isPresent()
              ? decode(known.get(), value)
              : new UnknownCapability(code, OctetString.take(value)));
    }
  }

  private static boolean fits(CapabilityCode code, ByteBuffer value) {
    int length = value.remaining();
    return switch (code) {
      case MULTIPROTOCOL, FOUR_OCTET_AS -> length == 4;
      case ROUTE_REFRESH, EXTENDED_MESSAGE, ENHANCED_ROUTE_REFRESH -> length == 0;
      case ROLE -> length == 1;
      case EXTENDED_NEXT_HOP -> length % 6 == 0;
      case GRACEFUL_RESTART -> length >= 2 && (length - 2) % FAMILY == 0;
      case ADD_PATH -> length % FAMILY == 0 && modes(value);
      case LONG_LIVED_GRACEFUL_RESTART -> length % 7 == 0;
      case FQDN -> length >= 2 && texts(value, 2);
      case SOFTWARE_VERSION -> length >= 1 && texts(value, 1);
    };
  }

  /**
   * Whether each family is to be received, sent, or both: RFC 7911 section 4, "If any other value
   * is received, then the capability SHOULD be treated as not understood and ignored".
   */
  private static boolean modes(ByteBuffer value) {
    for (int at = value.position() + FAMILY - 1; at < value.limit(); at += FAMILY) {
      if (value.get(at) < RECEIVE || value.get(at) > (RECEIVE | SEND)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the octets are so many texts, each behind its length, and nothing else. */
  private static boolean texts(ByteBuffer value, int count) {
    ByteBuffer in = value.duplicate();
    for (int i = 0; i < count; i++) {
      int length = in.hasRemaining() ? in.get() & 0xff : 0xff;
      if (length > in.remaining()) {
        return false;
      }
      try {
        StandardCharsets.UTF_8.newDecoder().decode(in.slice(in.position(), length));
      } catch (CharacterCodingException e) {
        return false;
      }
      in.position(in.position() + length);
    }
    return !in.hasRemaining();
  }

  private static Capability decode(CapabilityCode code, ByteBuffer in) {
    return switch (code) {
      case MULTIPROTOCOL -> {
        int afi = in.getShort() & 0xffff;
        in.get(); // reserved
        yield new MultiprotocolCapability(AddressFamily.of(afi, in.get() & 0xff));
      }
      case ROUTE_REFRESH -> new RouteRefreshCapability();
      case EXTENDED_NEXT_HOP -> extendedNextHop(in);
      case EXTENDED_MESSAGE -> new ExtendedMessageCapability();
      case ROLE -> new RoleCapability(in.get() & 0xff);
      case GRACEFUL_RESTART -> gracefulRestart(in);
      case FOUR_OCTET_AS -> new FourOctetAsCapability(in.getInt() & Asn.MAX);
      case ADD_PATH -> addPath(in);
      case ENHANCED_ROUTE_REFRESH -> new EnhancedRouteRefreshCapability();
      case LONG_LIVED_GRACEFUL_RESTART -> longLived(in);
      case FQDN -> new FqdnCapability(text(in), text(in));
      case SOFTWARE_VERSION -> new SoftwareVersionCapability(text(in));
    };
  }

  private static AddressFamily family(ByteBuffer in) {
    return AddressFamily.of(in.getShort() & 0xffff, in.get() & 0xff);
  }

  private static void family(AddressFamily family, ByteBuffer out) {
    out.putShort((short) family.afi()).put((byte) family.safi());
  }

  private static ExtendedNextHopCapability extendedNextHop(ByteBuffer in) {
    List<ExtendedNextHopCapability.Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) { // AFI, SAFI of two octets, AFI of the next hop
      int afi = in.getShort() & 0xffff;
      int safi = in.getShort() & 0xffff;
      int nextHopAfi = in.getShort() & 0xffff;
      if (safi <= 0xff) { // a larger one is of no family
        entries.add(new ExtendedNextHopCapability.Entry(AddressFamily.of(afi, safi), nextHopAfi));
      }
    }
    return new ExtendedNextHopCapability(entries);
  }

  private static GracefulRestartCapability gracefulRestart(ByteBuffer in) {
    int head = in.getShort() & 0xffff;
    List<GracefulRestartCapability.Family> families = new ArrayList<>();
    while (in.hasRemaining()) {
      AddressFamily family = family(in);
      families.add(new GracefulRestartCapability.Family(family, (in.get() & FORWARDING_BIT) != 0));
    }
    return new GracefulRestartCapability(
        (head & RESTARTING_BIT) != 0, (head & NOTIFICATION_BIT) != 0, head & 0xfff, families);
  }

  private static AddPathCapability addPath(ByteBuffer in) {
    List<AddPathCapability.Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      AddressFamily family = family(in);
      int mode = in.get() & 0xff;
      entries.add(new AddPathCapability.Entry(family, (mode & RECEIVE) != 0, (mode & SEND) != 0));
    }
    return new AddPathCapability(entries);
  }

  private static LongLivedGracefulRestartCapability longLived(ByteBuffer in) {
    List<LongLivedGracefulRestartCapability.Family> families = new ArrayList<>();
    while (in.hasRemaining()) {
      AddressFamily family = family(in);
      int word = in.getInt(); // flags of one octet, stale time of three
      families.add(
          new LongLivedGracefulRestartCapability.Family(
              family, (word >>> 24 & FORWARDING_BIT) != 0, word & 0xff_ffff));
    }
    return new LongLivedGracefulRestartCapability(families);
  }

  private static String text(ByteBuffer in) {
    byte[] octets = new byte[in.get() & 0xff];
    in.get(octets);
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static void text(String text, ByteBuffer out) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Octet.check("octets of \"" + text + "\":", octets.length);
    out.put((byte) octets.length).put(octets);
  }

  /** Appends one capability. */
  static void encode(Capability capability, ByteBuffer out) {
    out.put((byte) capability.code());
    int at = out.position();
    out.put((byte) 0);
    value(capability, out);
    int length = out.position() - at - 1;
    if (length > 255) {
      throw new IllegalArgumentException(
          "capability " + capability.code() + " has " + length + " octets: at most 255");
    }
    out.put(at, (byte) length);
  }

  private static void value(Capability capability, ByteBuffer out) {
    if (capability instanceof MultiprotocolCapability c) {
      out.putShort((short) c.family().afi()).put((byte) 0).put((byte) c.family().safi());
    } else if (capability instanceof ExtendedNextHopCapability c) {
      for (ExtendedNextHopCapability.Entry e : c.entries()) {
        out.putShort((short) e.family().afi()).putShort((short) e.family().safi());
        out.putShort((short) e.nextHopAfi());
      }
    } else if (capability instanceof RoleCapability c) {
      out.put((byte) c.value());
    } else if (capability instanceof GracefulRestartCapability c) {
      out.putShort(
          (short)
              ((c.restarting() ? RESTARTING_BIT : 0)
                  | (c.notification() ? NOTIFICATION_BIT : 0)
                  | c.seconds()));
      for (GracefulRestartCapability.Family f : c.families()) {
        family(f.family(), out);
        out.put((byte) (f.forwarding() ? FORWARDING_BIT : 0));
      }
    } else if (capability instanceof FourOctetAsCapability c) {
      out.putInt((int) c.asn());
    } else if (capability instanceof AddPathCapability c) {
      for (AddPathCapability.Entry e : c.entries()) {
        family(e.family(), out);
        out.put((byte) ((e.receive() ? RECEIVE : 0) | (e.send() ? SEND : 0)));
      }
    } else if (capability instanceof LongLivedGracefulRestartCapability c) {
      for (LongLivedGracefulRestartCapability.Family f : c.families()) {
        family(f.family(), out);
        out.putInt((f.forwarding() ? FORWARDING_BIT << 24 : 0) | f.seconds());
      }
    } else if (capability instanceof FqdnCapability c) {
      text(c.hostname(), out);
      text(c.domain(), out);
    } else if (capability instanceof SoftwareVersionCapability c) {
      text(c.version(), out);
    } else if (capability instanceof UnknownCapability c) {
      c.value().put(out);
    } // the others have no value; CapabilityCodecTest walks the permitted classes
  }
}
