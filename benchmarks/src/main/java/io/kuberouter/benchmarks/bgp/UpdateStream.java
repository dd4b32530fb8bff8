package io.kuberouter.benchmarks.bgp;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * UPDATEs in one buffer, the same for the same seed. Prefix number i lies in its own /24 of
 * 20.0.0.0 and up; six of ten are the /24 itself, the others a /25, /28, /30 or /32 within. With a
 * next hop of 16 octets it lies in its own /48 of 2a00::/16, the others are a /49, /56 or /64, and
 * an UPDATE has two thirds as many at most, so that it fits 4,096 octets.
 */
final class UpdateStream {

  /** How many prefixes share one UPDATE and its attributes. */
  enum Mode {
    /** 200 to 700, as a route server sends a full table on start. */
    PACKED(200, 700),
    /** 1 to 7, each UPDATE with an AS path of its own, as the Internet's table is. */
    INET4(1, 7),
    /** One, each with an AS path of its own. */
    SINGLE(1, 1);

    private final int least;
    private final int most;

    Mode(int least, int most) {
      this.least = least;
      this.most = most;
    }
  }

  /** The first prefix is 20.0.0.0; the others follow in steps of 256 addresses. */
  private static final int FIRST = 20 << 24;

  private static final int HEADER = 19;
  private static final int[] LENGTHS = {24, 24, 24, 24, 24, 24, 25, 28, 30, 32};
  private static final int[] LENGTHS6 = {48, 48, 48, 48, 48, 48, 49, 56, 64, 64};
  private static final short FIRST6 = 0x2a00;

  private final Random random;
  private final int first;
  private final int prefixes;
  private final Mode mode;
  private final int asn;
  private final byte[] nextHop;
  private int updates;

  /**
   * Prepares a stream.
   *
   * @param asn the feeder's, first in every path
   * @param nextHop four octets, or sixteen for IPv6 prefixes
   */
  UpdateStream(int prefixes, Mode mode, int asn, byte[] nextHop, long seed) {
    this(0, prefixes, mode, asn, nextHop, seed);
  }

  /**
   * The same from another prefix on.
   *
   * @param first the number of the first prefix
   */
  UpdateStream(int first, int prefixes, Mode mode, int asn, byte[] nextHop, long seed) {
    this.first = first;
    this.prefixes = prefixes;
    this.mode = mode;
    this.asn = asn;
    this.nextHop = nextHop.clone();
    this.random = new Random(seed);
  }

  /** {@return how many UPDATEs the last buffer holds} */
  int updates() {
    return updates;
  }

  /** {@return UPDATEs that announce every prefix once} */
  ByteBuffer announce() {
    ByteBuffer out = ByteBuffer.allocateDirect(room());
    updates = 0;
    for (int at = 0; at < prefixes; ) {
      int count = mode.least + random.nextInt(mode.most - mode.least + 1);
      count = Math.min(prefixes - at, mode == Mode.PACKED ? fitting(count) : count);
      int start = begin(out);
      out.putShort((short) 0); // no withdrawn routes
      int attributes = out.position();
      out.putShort((short) 0);
      if (ipv6()) {
        int value = beginMultiprotocol(out, 14);
        out.put((byte) nextHop.length).put(nextHop).put((byte) 0);
        at = prefixes(out, first + at, count) - first;
        out.putShort(value - 2, (short) (out.position() - value));
      }
      out.put(new byte[] {0x40, 1, 1, 0}); // ORIGIN IGP
      int hops = mode == Mode.SINGLE ? 4 + random.nextInt(4) : 3 + random.nextInt(4);
      out.put((byte) 0x40).put((byte) 2).put((byte) (2 + 4 * hops));
      out.put((byte) 2).put((byte) hops).putInt(asn);
      out.putInt(100_000 + updates); // a path of its own
      for (int i = 2; i < hops; i++) {
        out.putInt(70_000 + random.nextInt(60_000));
      }
      if (!ipv6()) {
        out.put(new byte[] {0x40, 3, 4}).put(nextHop);
      }
      out.putShort(attributes, (short) (out.position() - attributes - 2));
      if (!ipv6()) {
        at = prefixes(out, first + at, count) - first;
      }
      end(out, start);
    }
    return out.flip();
  }

  /** {@return UPDATEs that withdraw every prefix, as many in each as fit} */
  ByteBuffer withdraw() {
    ByteBuffer out = ByteBuffer.allocateDirect(room());
    updates = 0;
    for (int at = 0; at < prefixes; ) {
      int count = Math.min(prefixes - at, fitting(700));
      int start = begin(out);
      int length = out.position();
      out.putShort((short) 0);
      if (ipv6()) {
        length = out.position();
        out.putShort((short) 0);
        int value = beginMultiprotocol(out, 15);
        at = prefixes(out, first + at, count) - first;
        out.putShort(value - 2, (short) (out.position() - value));
        out.putShort(length, (short) (out.position() - length - 2));
      } else {
        at = prefixes(out, first + at, count) - first;
        out.putShort(length, (short) (out.position() - length - 2));
        out.putShort((short) 0); // no attributes
      }
      end(out, start);
    }
    return out.flip();
  }

  /** {@return the number of the prefix that begins with its length at an index} */
  static int number(ByteBuffer in, int at) {
    int address =
        (in.get(at + 1) & 0xff) << 24
            | (in.get(at + 2) & 0xff) << 16
            | (in.get(at + 3) & 0xff) << 8;
    return (address - FIRST) >>> 8;
  }

  /** {@return the number of the IPv6 prefix that begins with its length at an index} */
  static int number6(ByteBuffer in, int at) {
    return in.getShort(at + 1) == FIRST6 ? in.getInt(at + 3) : Integer.MAX_VALUE;
  }

  private boolean ipv6() {
    return nextHop.length == 16;
  }

  /** {@return how many prefixes may share an UPDATE where this many of IPv4 may} */
  private int fitting(int count) {
    return ipv6() ? count * 2 / 3 : count;
  }

  /**
   * MP_REACH_NLRI or MP_UNREACH_NLRI (RFC 4760), to IPv6 unicast. {@return where its value begins}
   */
  private static int beginMultiprotocol(ByteBuffer out, int type) {
    out.put((byte) 0x90).put((byte) type).putShort((short) 0);
    int value = out.position();
    out.putShort((short) 2).put((byte) 1);
    return value;
  }

  private int room() {
    return Math.multiplyExact(prefixes, (mode == Mode.SINGLE ? 80 : 60) + nextHop.length * 2)
        + 8192;
  }

  private int begin(ByteBuffer out) {
    int start = out.position();
    out.putLong(-1).putLong(-1).putShort((short) 0).put((byte) 2);
    updates++;
    return start;
  }

  private static void end(ByteBuffer out, int start) {
    int length = out.position() - start;
    if (length < HEADER || length > 4096) {
      throw new IllegalStateException("an UPDATE of " + length + " octets");
    }
    out.putShort(start + 16, (short) length);
  }

  private int prefixes(ByteBuffer out, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (ipv6()) {
        int length = LENGTHS6[Math.floorMod(i * 7919, LENGTHS6.length)];
        out.put((byte) length).putShort(FIRST6).putInt(i);
        for (int octet = 6; octet < (length + 7) / 8; octet++) {
          out.put((byte) 0);
        }
        continue;
      }
      int length = LENGTHS[Math.floorMod(i * 7919, LENGTHS.length)];
      int address = FIRST + (i << 8);
      out.put((byte) length);
      out.put((byte) (address >>> 24)).put((byte) (address >>> 16)).put((byte) (address >>> 8));
      if (length > 24) {
        out.put((byte) 0);
      }
    }
    return from + count;
  }
}
