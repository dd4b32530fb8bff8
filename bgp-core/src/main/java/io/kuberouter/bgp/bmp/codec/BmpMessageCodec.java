package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.PeerDown;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.RouteMirroring;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.bmp.Termination;
import io.kuberouter.bgp.bmp.UnknownBmpMessage;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;

/**
 * Any message with its common header (RFC 7854 section 4.1).
 *
 * <pre>
 * version, 1 octet: 3   length with this header, 4   type, 1   [ per-peer header, 42 ]   body
 * </pre>
 */
public final class BmpMessageCodec {

  /** Octets of the common header. */
  public static final int HEADER = 6;

  /** Octets of the longest message that is read; a BGP message has at most 65535. */
  public static final int LONGEST = 1 << 20;

  private static final int VERSION = 3;

  private BmpMessageCodec() {}

  /**
   * Tells how long the message at the buffer's position is, with its header.
   *
   * @return 0 when the header is not all there
   */
  public static int length(ByteBuffer in) throws BmpFormatException {
    if (in.remaining() < HEADER) {
      return 0;
    }
    int version = in.get(in.position()) & 0xff;
    if (version != VERSION) {
      throw new BmpFormatException("version " + version + ", expected " + VERSION);
    }
    long length = in.getInt(in.position() + 1) & 0xffff_ffffL;
    if (length < HEADER || length > LONGEST) {
      throw new BmpFormatException("length " + length + ": " + HEADER + " to " + LONGEST);
    }
    return (int) length;
  }

  /**
   * Reads one message.
   *
   * @param in from its header to its end, all of which is consumed
   */
  public static BmpMessage decode(ByteBuffer in) throws BmpFormatException {
    BmpFormatException.need(in, HEADER, "common header");
    int length = length(in);
    if (length != in.remaining()) {
      throw new BmpFormatException("length " + length + ", found " + in.remaining() + " octets");
    }
    int type = in.get(in.position() + HEADER - 1) & 0xff;
    in.position(in.position() + HEADER);
    return switch (type) {
      case 0 -> new RouteMonitoring(PeerHeaderCodec.decode(in), OctetString.take(in));
      case 1 -> StatisticsCodec.decode(PeerHeaderCodec.decode(in), in);
      case 2 -> peerDown(PeerHeaderCodec.decode(in), in);
      case 3 -> PeerUpCodec.decode(PeerHeaderCodec.decode(in), in);
      case 4 -> new Initiation(TlvCodec.decodeAll(in));
      case 5 -> new Termination(TlvCodec.decodeAll(in));
      case 6 -> new RouteMirroring(PeerHeaderCodec.decode(in), TlvCodec.decodeAll(in));
      default -> new UnknownBmpMessage(type, OctetString.take(in));
    };
  }

  private static PeerDown peerDown(PeerHeader peer, ByteBuffer in) throws BmpFormatException {
    BmpFormatException.need(in, 1, "peer down reason");
    return new PeerDown(peer, in.get() & 0xff, OctetString.take(in));
  }

  /** {@return the octets of a message} */
  public static ByteBuffer encode(BmpMessage message) {
    int length = HEADER + bodyLength(message);
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) VERSION).putInt(length).put((byte) message.typeCode());
    if (message instanceof RouteMonitoring routes) {
      PeerHeaderCodec.encode(routes.peer(), out);
      routes.update().put(out);
    } else if (message instanceof StatisticsReport report) {
      PeerHeaderCodec.encode(report.peer(), out);
      StatisticsCodec.encode(report, out);
    } else if (message instanceof PeerDown down) {
      PeerHeaderCodec.encode(down.peer(), out);
      out.put((byte) down.reason());
      down.data().put(out);
    } else if (message instanceof PeerUp up) {
      PeerHeaderCodec.encode(up.peer(), out);
      PeerUpCodec.encode(up, out);
    } else if (message instanceof Initiation initiation) {
      TlvCodec.encode(initiation.information(), out);
    } else if (message instanceof Termination termination) {
      TlvCodec.encode(termination.information(), out);
    } else if (message instanceof RouteMirroring mirrored) {
      PeerHeaderCodec.encode(mirrored.peer(), out);
      TlvCodec.encode(mirrored.information(), out);
    } else if (message instanceof UnknownBmpMessage unknown) {
      unknown.body().put(out);
    }
    return out.flip();
  }

  private static int bodyLength(BmpMessage message) {
    if (message instanceof RouteMonitoring routes) {
      return PeerHeaderCodec.LENGTH + routes.update().length();
    } else if (message instanceof StatisticsReport report) {
      return PeerHeaderCodec.LENGTH + StatisticsCodec.length(report);
    } else if (message instanceof PeerDown down) {
      return PeerHeaderCodec.LENGTH + 1 + down.data().length();
    } else if (message instanceof PeerUp up) {
      return PeerHeaderCodec.LENGTH + PeerUpCodec.length(up);
    } else if (message instanceof Initiation initiation) {
      return TlvCodec.length(initiation.information());
    } else if (message instanceof Termination termination) {
      return TlvCodec.length(termination.information());
    } else if (message instanceof RouteMirroring mirrored) {
      return PeerHeaderCodec.LENGTH + TlvCodec.length(mirrored.information());
    } else if (message instanceof UnknownBmpMessage unknown) {
      return unknown.body().length();
    }
    throw new AssertionError(message); // sealed; BmpMessageCodecTest walks the permitted classes
  }
}
