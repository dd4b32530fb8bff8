package io.kuberouter.bgp.bfd.codec;

import io.kuberouter.bgp.bfd.AuthenticationSection;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.PacketFlag;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * BFD Control packet (RFC 5880 section 4.1).
 *
 * <pre>
 * |Vers |  Diag   |Sta|P|F|C|A|D|M|  Detect Mult  |    Length     |
 * |                       My Discriminator                        |
 * |                      Your Discriminator                       |
 * |                    Desired Min TX Interval                    |
 * |                   Required Min RX Interval                    |
 * |                 Required Min Echo RX Interval                 |
 * |   Auth Type   |   Auth Len    |    Authentication Data...     |  only if A is set
 * </pre>
 */
public final class ControlPacketCodec {

  /** Octets of a packet without authentication. */
  public static final int LENGTH = 24;

  /** Octets of the longest packet: its length is one octet. */
  public static final int LONGEST = 255;

  private static final int VERSION = 1;
  private static final int AUTHENTICATION_PRESENT = 0x04;
  private static final int AUTHENTICATION_HEAD = 2;

  private ControlPacketCodec() {}

  /**
   * Reads the packet of a datagram, with those checks of section 6.8.6 that need no session, in its
   * order.
   *
   * @param in a datagram's payload; octets behind the packet are ignored
   */
  public static ControlPacket decode(ByteBuffer in) throws BfdPacketException {
    int payload = in.remaining();
    if (payload < LENGTH) {
      throw new BfdPacketException(Discard.CUT, payload + " octets");
    }
    int at = in.position();
    int first = in.get() & 0xff;
    if (first >> 5 != VERSION) {
      throw new BfdPacketException(Discard.VERSION, "version " + (first >> 5));
    }
    int bits = in.get() & 0xff;
    boolean authenticated = (bits & AUTHENTICATION_PRESENT) != 0;
    int multiplier = in.get() & 0xff;
    int length = in.get() & 0xff;
    if (length < (authenticated ? LENGTH + AUTHENTICATION_HEAD : LENGTH)) {
      throw new BfdPacketException(Discard.TOO_SHORT, "Length " + length);
    }
    if (length > payload) {
      throw new BfdPacketException(Discard.CUT, "Length " + length + " of " + payload + " octets");
    }
    if (multiplier == 0) {
      throw new BfdPacketException(Discard.DETECT_MULTIPLIER, "0");
    }
    if ((bits & PacketFlag.MULTIPOINT.bit()) != 0) {
      throw new BfdPacketException(Discard.MULTIPOINT, String.format("bits 0x%02x", bits));
    }
    int mine = in.getInt();
    if (mine == 0) {
      throw new BfdPacketException(Discard.MY_DISCRIMINATOR, "0");
    }
    Set<PacketFlag> flags = flags(bits);
    ControlPacket packet =
        new ControlPacket(
            first & 0x1f,
            BfdState.of(bits >> 6),
            flags,
            multiplier,
            mine,
            in.getInt(),
            in.getInt() & 0xffff_ffffL,
            in.getInt() & 0xffff_ffffL,
            in.getInt() & 0xffff_ffffL,
            authenticated ? Optional.of(authentication(in, length - LENGTH)) : Optional.empty());
    in.position(at + length);
    return packet;
  }

  private static Set<PacketFlag> flags(int bits) throws BfdPacketException {
    Set<PacketFlag> flags = EnumSet.noneOf(PacketFlag.class);
    for (PacketFlag flag : PacketFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    if (flags.contains(PacketFlag.POLL) && flags.contains(PacketFlag.FINAL)) {
      throw new BfdPacketException(Discard.POLL_AND_FINAL, String.format("bits 0x%02x", bits));
    }
    return flags;
  }

  private static AuthenticationSection authentication(ByteBuffer in, int room)
      throws BfdPacketException {
    int type = in.get() & 0xff;
    int length = in.get() & 0xff; // with Auth Type and itself
    if (length != room) {
      throw new BfdPacketException(
          Discard.AUTHENTICATION_LENGTH, "Auth Len " + length + " in " + room + " octets");
    }
    int data = length - AUTHENTICATION_HEAD;
    return new AuthenticationSection(type, OctetString.take(in.slice(in.position(), data)));
  }

  /** Appends a packet: at most {@link #LONGEST} octets. */
  public static void encode(ControlPacket packet, ByteBuffer out) {
    int bits = packet.state().code() << 6;
    for (PacketFlag flag : packet.flags()) {
      bits |= flag.bit();
    }
    bits |= packet.authentication().isPresent() ? AUTHENTICATION_PRESENT : 0;
    int section =
        packet.authentication().map(a -> AUTHENTICATION_HEAD + a.data().length()).orElse(0);
    out.put((byte) ((VERSION << 5) | packet.diagnostic())).put((byte) bits);
    out.put((byte) packet.detectMultiplier()).put((byte) (LENGTH + section));
    out.putInt(packet.myDiscriminator()).putInt(packet.yourDiscriminator());
    out.putInt((int) packet.desiredMinTx()).putInt((int) packet.requiredMinRx());
    out.putInt((int) packet.requiredMinEchoRx());
    packet
        .authentication()
        .ifPresent(
            a -> {
              out.put((byte) a.type()).put((byte) section);
              a.data().put(out);
            });
  }
}
