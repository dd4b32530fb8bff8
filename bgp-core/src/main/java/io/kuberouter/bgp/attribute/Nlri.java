package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Network layer reachability information: prefixes of one family, packed as they are on the wire
 * (RFC 4271 section 4.3, RFC 7911 section 3). Of a family that is not understood it is just octets.
 *
 * <pre>
 * [ path identifier, 4 octets: with add-path ]  length in bits, 1 octet   bits, 0 to 16 octets
 * </pre>
 */
public final class Nlri {

  /** No prefix of IPv4. */
  public static final Nlri EMPTY = new Nlri(AddressFamily.IPV4_UNICAST, false, new byte[0], 0);

  private final AddressFamily family;
  private final boolean addPath;
  private final byte[] octets;
  private final int size;

  private Nlri(AddressFamily family, boolean addPath, byte[] octets, int size) {
    this.family = family;
    this.addPath = addPath;
    this.octets = octets;
    this.size = size;
  }

  /**
   * {@return what the octets between position and limit say, which are consumed}
   *
   * @throws IllegalArgumentException when a length is too large or octets are missing
   */
  public static Nlri take(AddressFamily family, boolean addPath, ByteBuffer in) {
    if (!in.hasRemaining()) {
      return empty(family, addPath);
    }
    byte[] octets = new byte[in.remaining()];
    in.get(octets);
    return new Nlri(family, addPath, octets, count(family.addressBits(), addPath, octets));
  }

  /** {@return no prefix of a family} */
  public static Nlri empty(AddressFamily family, boolean addPath) {
    return family.equals(AddressFamily.IPV4_UNICAST) && !addPath
        ? EMPTY
        : new Nlri(family, addPath, new byte[0], 0);
  }

  /** {@return prefixes of one family, which may be none} */
  public static Nlri of(AddressFamily family, Collection<Prefix> prefixes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Prefix prefix : prefixes) {
      if (!AddressFamily.of(prefix).equals(family)) {
        throw new IllegalArgumentException(prefix + " is not of " + family);
      }
      out.write(prefix.length());
      out.write(prefix.address().getAddress(), 0, (prefix.length() + 7) / 8);
    }
    return new Nlri(family, false, out.toByteArray(), prefixes.size());
  }

  /** {@return one or more prefixes of one family} */
  public static Nlri of(Prefix first, Prefix... others) {
    List<Prefix> all = new ArrayList<>(List.of(others));
    all.add(0, first);
    return of(AddressFamily.of(first), all);
  }

  private static int count(int bits, boolean addPath, byte[] octets) {
    if (bits == 0) {
      return 0;
    }
    int count = 0;
    int at = 0;
    while (at < octets.length) {
      at += addPath ? 4 : 0;
      if (at >= octets.length) {
        throw new IllegalArgumentException("prefix " + count + " is cut in its path identifier");
      }
      int length = octets[at] & 0xff;
      if (length > bits) {
        throw new IllegalArgumentException(
            "prefix " + count + " has " + length + " bits: at most " + bits);
      }
      at += 1 + ((length + 7) >> 3);
      count++;
    }
    if (at != octets.length) {
      throw new IllegalArgumentException("prefix " + (count - 1) + " is cut");
    }
    return count;
  }

  /** {@return the family} */
  public AddressFamily family() {
    return family;
  }

  /** {@return whether each prefix has a path identifier} */
  public boolean addPath() {
    return addPath;
  }

  /** {@return how many prefixes; 0 when the family is not understood} */
  public int size() {
    return size;
  }

  /** {@return whether there is nothing} */
  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** {@return the octets on the wire} */
  public int wireLength() {
    return octets.length;
  }

  /** Appends the octets to a buffer. */
  public void put(ByteBuffer out) {
    out.put(octets);
  }

  /** {@return the octets} */
  public OctetString octets() {
    return OctetString.of(octets);
  }

  /** {@return the prefixes, one object for each: {@link #cursor} makes none} */
  public List<Prefix> prefixes() {
    List<Prefix> prefixes = new ArrayList<>(size);
    for (Cursor at = cursor(); at.next(); ) {
      prefixes.add(at.prefix());
    }
    return prefixes;
  }

  /** {@return a walk that begins before the first prefix} */
  public Cursor cursor() {
    return new Cursor();
  }

  /** Stands at one prefix after the other. */
  public final class Cursor {
    private int next;
    private int left = size;
    private int length;
    private int pathId;
    private long high;
    private long low;

    /** Goes to the next prefix. */
    public boolean next() {
      if (left == 0) {
        return false;
      }
      left--;
      int at = next;
      if (addPath) {
        pathId = word(at);
        at += 4;
      }
      length = octets[at++] & 0xff;
      int count = (length + 7) >> 3;
      next = at + count;
      if (length <= 32 && at + 4 <= octets.length) {
        long word = (long) word(at) << 32;
        high = length == 0 ? 0 : word & (-1L << (64 - length));
        low = 0;
      } else {
        slow(at, count);
      }
      return true;
    }

    /** Octet by octet: a cold start is fast without what has to be linked first. */
    private int word(int at) {
      return (octets[at] << 24)
          | ((octets[at + 1] & 0xff) << 16)
          | ((octets[at + 2] & 0xff) << 8)
          | (octets[at + 3] & 0xff);
    }

    private void slow(int at, int count) {
      high = 0;
      low = 0;
      for (int i = 0; i < count; i++) {
        long octet = octets[at + i] & 0xffL;
        if (i < 8) {
          high |= octet << (56 - (8 * i));
        } else {
          low |= octet << (120 - (8 * i));
        }
      }
      if (length < 64) {
        high &= length == 0 ? 0 : -1L << (64 - length);
      } else if (length > 64) {
        low &= -1L << (128 - length);
      }
    }

    /** {@return the first 64 bits of the address, as in {@link Prefix#high}} */
    public long high() {
      return high;
    }

    /** {@return the last 64 bits of an IPv6 address} */
    public long low() {
      return low;
    }

    /** {@return the length in bits} */
    public int length() {
      return length;
    }

    /** {@return the path identifier, 0 without add-path} */
    public int pathId() {
      return pathId;
    }

    /** {@return the prefix} */
    public Prefix prefix() {
      return new Prefix(family.addressBits() == 128, high, low, length);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nlri o
        && addPath == o.addPath
        && family.equals(o.family)
        && Arrays.equals(octets, o.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** {@return the prefixes, or the octets of a family that is not understood} */
  @Override
  public String toString() {
    return family.isUnicast() ? prefixes().toString() : family + " " + octets();
  }
}
