package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.Bgp4mpSession;
import io.kuberouter.bgp.mrt.Bgp4mpStateChange;
import io.kuberouter.bgp.mrt.MrtBody;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.MrtType;
import io.kuberouter.bgp.mrt.PeerIndexTable;
import io.kuberouter.bgp.mrt.RibGenericRecord;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.mrt.UnknownRecord;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;

/**
 * One record with its header (RFC 6396 sections 2 and 3).
 *
 * <pre>
 * seconds, 4 octets   type, 2   subtype, 2   length of what follows, 4   [ microseconds, 4 ]   body
 * </pre>
 */
public final class MrtRecordCodec {

  /** Octets of the header without microseconds. */
  public static final int HEADER = 12;

  private static final int MICROS = 4;

  private MrtRecordCodec() {}

  /** {@return the length field of the header at the buffer's position} */
  public static long bodyLength(ByteBuffer header) {
    return header.getInt(header.position() + 8) & 0xffff_ffffL;
  }

  /**
   * Reads one record.
   *
   * @param in from its header to its end, all of which is consumed
   */
  public static MrtRecord decode(ByteBuffer in) throws MrtFormatException {
    MrtInput head = new MrtInput(in);
    long seconds = head.u32("timestamp");
    int type = head.u16("type");
    int subtype = head.u16("subtype");
    long length = head.u32("length");
    if (length != in.remaining()) {
      throw new MrtFormatException("length " + length + ", found " + in.remaining() + " octets");
    }
    int from = in.position();
    if (type == MrtType.BGP4MP_ET && Bgp4mpSubtype.isKnown(subtype)) {
      int micros = head.s32("microseconds");
      if (micros < 0) {
        throw new MrtFormatException("microseconds " + (micros & 0xffff_ffffL));
      }
      return new MrtRecord(seconds, micros, true, Bgp4mpSubtype.decode(head, subtype));
    }
    MrtBody body =
        switch (type) {
          case MrtType.TABLE_DUMP -> tableDump(head, subtype);
          case MrtType.TABLE_DUMP_V2 -> tableDumpV2(in, head, subtype);
          case MrtType.BGP4MP ->
              Bgp4mpSubtype.isKnown(subtype)
                  ? Bgp4mpSubtype.decode(head, subtype)
                  : unknown(in, from, type, subtype);
          default -> unknown(in, from, type, subtype);
        };
    return new MrtRecord(seconds, body);
  }

  private static UnknownRecord unknown(ByteBuffer in, int from, int type, int subtype) {
    return new UnknownRecord(type, subtype, OctetString.take(in.position(from)));
  }

  private static MrtBody tableDump(MrtInput in, int subtype) throws MrtFormatException {
    return subtype == Afi.IPV4 || subtype == Afi.IPV6
        ? TableDumpCodec.decode(in, subtype)
        : new UnknownRecord(MrtType.TABLE_DUMP, subtype, in.rest());
  }

  /** RFC 6396 section 4.3, RFC 8050 section 4: 8 to 12 are 2 to 6 with path identifiers. */
  private static MrtBody tableDumpV2(ByteBuffer octets, MrtInput in, int subtype)
      throws MrtFormatException {
    int from = octets.position();
    boolean addPath = subtype >= 8 && subtype <= 12;
    switch (subtype) {
      case 1 -> {
        return PeerIndexTableCodec.decode(in);
      }
      case 2, 8 -> {
        return RibRecordCodec.decode(in, Afi.IPV4, false, addPath);
      }
      case 3, 9 -> {
        return RibRecordCodec.decode(in, Afi.IPV4, true, addPath);
      }
      case 4, 10 -> {
        return RibRecordCodec.decode(in, Afi.IPV6, false, addPath);
      }
      case 5, 11 -> {
        return RibRecordCodec.decode(in, Afi.IPV6, true, addPath);
      }
      case 6, 12 -> {
        var generic = RibGenericCodec.decode(octets, addPath);
        if (generic.isPresent()) {
          return generic.get();
        }
      }
      default -> {}
    }
    return unknown(octets, from, MrtType.TABLE_DUMP_V2, subtype);
  }

  /** Appends a record. */
  public static void encode(MrtRecord record, ByteBuffer out) {
    MrtBody body = record.body();
    out.putInt((int) record.seconds());
    out.putShort((short) type(record)).putShort((short) subtype(body));
    out.putInt(length(record) - HEADER);
    if (record.extended()) {
      out.putInt(record.micros());
    }
    if (body instanceof PeerIndexTable table) {
      PeerIndexTableCodec.encode(table, out);
    } else if (body instanceof RibRecord rib) {
      RibRecordCodec.encode(rib, out);
    } else if (body instanceof RibGenericRecord rib) {
      RibGenericCodec.encode(rib, out);
    } else if (body instanceof TableDumpRecord route) {
      TableDumpCodec.encode(route, out);
    } else if (body instanceof Bgp4mpMessage message) {
      Bgp4mpSessionCodec.encode(message.session(), out);
      message.message().put(out);
    } else if (body instanceof Bgp4mpStateChange change) {
      Bgp4mpSessionCodec.encode(change.session(), out);
      out.putShort((short) change.oldState()).putShort((short) change.newState());
    } else if (body instanceof UnknownRecord unknown) {
      unknown.octets().put(out);
    } else {
      throw new AssertionError(body); // sealed; MrtRecordCodecTest walks the permitted classes
    }
  }

  /** {@return the octets that {@link #encode} appends} */
  public static int length(MrtRecord record) {
    MrtBody body = record.body();
    int head = HEADER + (record.extended() ? MICROS : 0);
    if (body instanceof PeerIndexTable table) {
      return head + PeerIndexTableCodec.length(table);
    } else if (body instanceof RibRecord rib) {
      return head + RibRecordCodec.length(rib);
    } else if (body instanceof RibGenericRecord rib) {
      return head + RibGenericCodec.length(rib);
    } else if (body instanceof TableDumpRecord route) {
      return head + TableDumpCodec.length(route);
    } else if (body instanceof Bgp4mpMessage message) {
      Bgp4mpSession session = message.session();
      return head + Bgp4mpSessionCodec.length(session) + message.message().length();
    } else if (body instanceof Bgp4mpStateChange change) {
      return head + Bgp4mpSessionCodec.length(change.session()) + 4;
    } else if (body instanceof UnknownRecord unknown) {
      return head + unknown.octets().length();
    }
    throw new AssertionError(body);
  }

  private static int type(MrtRecord record) {
    MrtBody body = record.body();
    if (body instanceof UnknownRecord unknown) {
      return unknown.type();
    }
    if (body instanceof TableDumpRecord) {
      return MrtType.TABLE_DUMP;
    }
    if (body instanceof Bgp4mpMessage || body instanceof Bgp4mpStateChange) {
      return record.extended() ? MrtType.BGP4MP_ET : MrtType.BGP4MP;
    }
    return MrtType.TABLE_DUMP_V2;
  }

  private static int subtype(MrtBody body) {
    if (body instanceof RibRecord rib) {
      int afi = rib.prefix().isIpv6() ? 4 : 2;
      return afi + (rib.multicast() ? 1 : 0) + (rib.addPath() ? 6 : 0);
    } else if (body instanceof RibGenericRecord rib) {
      return rib.addPath() ? 12 : 6;
    } else if (body instanceof TableDumpRecord route) {
      return MrtInput.afi(route.prefix().isIpv6());
    } else if (body instanceof UnknownRecord unknown) {
      return unknown.subtype();
    }
    return body instanceof PeerIndexTable ? 1 : Bgp4mpSubtype.of(body).code();
  }
}
