package io.kuberouter.nflog.codec;

import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NetfilterHook;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.PacketHeader;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@link LoggedPacket} ← {@code NFULNL_MSG_PACKET}.
 *
 * <pre>
 * struct nfgenmsg(4): family, version, group __be16; PACKET_HDR(4) PREFIX IFINDEX_…(4) MARK(4) … PAYLOAD
 * </pre>
 */
public final class LoggedPacketCodec {

  /** {@code NFULNL_MSG_PACKET} of {@code NFNL_SUBSYS_ULOG}. */
  private static final int PACKET = 4 << 8;

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final NetfilterHook[] HOOKS = NetfilterHook.values();

  private LoggedPacketCodec() {}

  /** {@return the packet in a message; empty for other messages} */
  public static Optional<NflogEvent> decode(int type, AttributeReader in)
      throws WireFormatException {
    return type == PACKET ? Optional.of(new NflogEvent.Packet(packet(in))) : Optional.empty();
  }

  private static LoggedPacket packet(AttributeReader in) throws WireFormatException {
    in.skip(2);
    int group = (in.rawU8() << 8) | in.rawU8();
    String prefix = "";
    int hook = HOOKS.length;
    int etherType = 0;
    long mark = 0;
    OptionalInt inDevice = OptionalInt.empty();
    OptionalInt outDevice = OptionalInt.empty();
    OptionalInt inPort = OptionalInt.empty();
    OptionalInt outPort = OptionalInt.empty();
    Optional<Instant> time = Optional.empty();
    OptionalLong uid = OptionalLong.empty();
    OptionalLong gid = OptionalLong.empty();
    OptionalLong sequence = OptionalLong.empty();
    byte[] payload = {};
    while (in.next()) {
      switch (PacketAttribute.of(in.type())) {
        case PACKET_HDR -> {
          int word = in.be32();
          etherType = word >>> 16;
          hook = (word >> 8) & 0xff;
        }
        case MARK -> mark = in.be32() & 0xffff_ffffL;
        case TIMESTAMP -> time = Optional.of(time(in));
        case IFINDEX_INDEV -> inDevice = OptionalInt.of(in.be32());
        case IFINDEX_OUTDEV -> outDevice = OptionalInt.of(in.be32());
        case IFINDEX_PHYSINDEV -> inPort = OptionalInt.of(in.be32());
        case IFINDEX_PHYSOUTDEV -> outPort = OptionalInt.of(in.be32());
        case PAYLOAD -> payload = in.bytes();
        case PREFIX -> prefix = in.string();
        case UID -> uid = OptionalLong.of(in.be32() & 0xffff_ffffL);
        case GID -> gid = OptionalLong.of(in.be32() & 0xffff_ffffL);
        case SEQ -> sequence = OptionalLong.of(in.be32() & 0xffff_ffffL);
        default -> {} // hardware headers, tags, the flow, what later kernels add
      }
    }
    Optional<PacketHeader> header =
        etherType == ETHERTYPE_IPV4 || etherType == ETHERTYPE_IPV6
            ? PacketHeaderCodec.decode(payload)
            : Optional.empty();
    return new LoggedPacket(
        group,
        prefix,
        hook < HOOKS.length ? HOOKS[hook] : NetfilterHook.OTHER,
        etherType,
        mark,
        inDevice,
        outDevice,
        inPort,
        outPort,
        time,
        uid,
        gid,
        sequence,
        Octets.of(payload),
        header);
  }

  private static Instant time(AttributeReader in) throws WireFormatException {
    if (in.length() < 16) {
      throw new WireFormatException("NFULA_TIMESTAMP of " + in.length() + " bytes, 16 expected");
    }
    long seconds = in.be64();
    long micros = in.be64At(8);
    if (seconds < 0 || seconds > Integer.MAX_VALUE * 4L || micros < 0 || micros >= 1_000_000) {
      throw new WireFormatException("NFULA_TIMESTAMP " + seconds + " s " + micros + " us");
    }
    return Instant.ofEpochSecond(seconds, micros * 1000);
  }
}
