package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** AS_PATH: the ASes that a route came through, nearest first (RFC 4271 section 5.1.2). */
public final class AsPath implements PathAttribute {

  /** Segment types (RFC 4271 section 4.3 b, RFC 5065 section 3). */
  public enum SegmentType {
    AS_SET(1),
    AS_SEQUENCE(2),
    AS_CONFED_SEQUENCE(3),
    AS_CONFED_SET(4);

    private final int code;

    SegmentType(int code) {
      this.code = code;
    }

    /** {@return the octet} */
    public int code() {
      return code;
    }
  }

  /** One segment. */
  public record Segment(SegmentType type, List<Long> asns) {
    public Segment {
      asns = List.copyOf(asns);
    }
  }

  /** A segment has at most this many ASes. */
  public static final int SEGMENT_LIMIT = 255;

  /** Of a route that has not left its AS. */
  public static final AsPath EMPTY = new AsPath(new int[0]);

  /** For each segment: type and count in one word, then its ASes. */
  private final int[] words;

  private AsPath(int[] words) {
    this.words = words;
  }

  /** {@return the path of one sequence, in segments of at most 255} */
  public static AsPath sequence(long... asns) {
    return EMPTY.prepend(asns);
  }

  /** {@return the path of some segments} */
  public static AsPath of(List<Segment> segments) {
    Builder out = new Builder();
    for (Segment segment : segments) {
      out.segment(segment.type().code(), segment.asns().size());
      segment.asns().forEach(asn -> out.asn((int) (long) asn));
    }
    return out.build();
  }

  /** Puts a path together, word by word; the way of codecs. */
  public static final class Builder {
    private int[] words = new int[8];
    private int size;

    private void word(int word) {
      if (size == words.length) {
        words = Arrays.copyOf(words, size * 2);
      }
      words[size++] = word;
    }

    /** Begins a segment of {@code count} ASes, which follow. */
    public void segment(int type, int count) {
      if (type < 1 || type > 4 || count < 1 || count > SEGMENT_LIMIT) {
        throw new IllegalArgumentException("segment of type " + type + " with " + count + " ASes");
      }
      word((type << 8) | count);
    }

    /** Adds an AS, unsigned. */
    public void asn(int asn) {
      word(asn);
    }

    /** {@return the path} */
    public AsPath build() {
      return size == 0
          ? EMPTY
          : new AsPath(size == words.length ? words : Arrays.copyOf(words, size));
    }
  }

  /** Walks over a path without making objects of its ASes. */
  public interface Visitor {
    /** A segment begins. */
    void segment(int type, int count);

    /** An AS of it, unsigned. */
    void asn(int asn);
  }

  /** Shows the path to a visitor, in order. */
  public void visit(Visitor visitor) {
    for (int at = 0; at < words.length; ) {
      int count = words[at] & 0xff;
      visitor.segment(words[at] >> 8, count);
      for (int i = 1; i <= count; i++) {
        visitor.asn(words[at + i]);
      }
      at += 1 + count;
    }
  }

  /** {@return the segments} */
  public List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; at < words.length; at += 1 + (words[at] & 0xff)) {
      List<Long> asns = new ArrayList<>();
      for (int i = 1; i <= (words[at] & 0xff); i++) {
        asns.add(words[at + i] & Asn.MAX);
      }
      segments.add(new Segment(SegmentType.values()[(words[at] >> 8) - 1], asns));
    }
    return segments;
  }

  /** {@return all ASes, in order} */
  public List<Long> asns() {
    return segments().stream().flatMap(segment -> segment.asns().stream()).toList();
  }

  private static boolean isConfed(int head) {
    return head >> 8 >= SegmentType.AS_CONFED_SEQUENCE.code();
  }

  private static boolean isSet(int head) {
    return head >> 8 == SegmentType.AS_SET.code();
  }

  /**
   * {@return the length that decisions compare: a set counts as one (RFC 4271 section 9.1.2.2 a),
   * confederation segments do not count (RFC 5065 section 5.3)}
   */
  public int length() {
    int length = 0;
    for (int at = 0; at < words.length; at += 1 + (words[at] & 0xff)) {
      if (!isConfed(words[at])) {
        length += isSet(words[at]) ? 1 : words[at] & 0xff;
      }
    }
    return length;
  }

  /**
   * {@return the neighbouring AS, from which the route came; absent when it came from our own, or
   * when the path begins with a set}
   */
  public OptionalLong first() {
    for (int at = 0; at < words.length; at += 1 + (words[at] & 0xff)) {
      if (!isConfed(words[at])) {
        return isSet(words[at]) ? OptionalLong.empty() : OptionalLong.of(words[at + 1] & Asn.MAX);
      }
    }
    return OptionalLong.empty();
  }

  /** {@return how often an AS is in the path: more than never means a loop} */
  public int count(long asn) {
    int found = 0;
    for (int at = 0; at < words.length; ) {
      int end = at + 1 + (words[at] & 0xff);
      for (int i = at + 1; i < end; i++) {
        if (words[i] == (int) asn) {
          found++;
        }
      }
      at = end;
    }
    return found;
  }

  /** {@return whether an AS is in the path} */
  public boolean contains(long asn) {
    return count(asn) > 0;
  }

  /** {@return the path with ASes before its first: RFC 4271 section 5.1.2 b} */
  public AsPath prepend(long... asns) {
    int done = asns.length;
    AsPath path = this;
    while (done > 0) {
      boolean join =
          path.words.length > 0
              && path.words[0] >> 8 == SegmentType.AS_SEQUENCE.code()
              && (path.words[0] & 0xff) < SEGMENT_LIMIT;
      int room = join ? SEGMENT_LIMIT - (path.words[0] & 0xff) : SEGMENT_LIMIT;
      int take = Math.min(done, room);
      int[] words = new int[path.words.length + take + (join ? 0 : 1)];
      words[0] = (SegmentType.AS_SEQUENCE.code() << 8) | (take + (join ? path.words[0] & 0xff : 0));
      for (int i = 0; i < take; i++) {
        words[1 + i] = (int) asns[done - take + i];
      }
      int from = join ? 1 : 0;
      System.arraycopy(path.words, from, words, 1 + take, path.words.length - from);
      path = new AsPath(words);
      done -= take;
    }
    return path;
  }

  /** {@return the path with an AS before it, some times} */
  public AsPath prepend(long asn, int times) {
    long[] asns = new long[times];
    Arrays.fill(asns, asn);
    return prepend(asns);
  }

  /** {@return the path without ASes of private use (RFC 6996)} */
  public AsPath withoutPrivate() {
    List<Segment> kept = new ArrayList<>();
    for (Segment segment : segments()) {
      List<Long> asns = segment.asns().stream().filter(asn -> !Asn.isPrivate(asn)).toList();
      if (!asns.isEmpty()) {
        kept.add(new Segment(segment.type(), asns));
      }
    }
    return of(kept);
  }

  /** {@return the path without confederation segments: RFC 5065 section 4.1} */
  public AsPath withoutConfederation() {
    for (int at = 0; at < words.length; at += 1 + (words[at] & 0xff)) {
      if (isConfed(words[at])) {
        return of(segments().stream().filter(s -> s.type().code() < 3).toList());
      }
    }
    return this;
  }

  /** {@return whether some AS needs four octets} */
  public boolean needsFourOctets() {
    for (int at = 0; at < words.length; ) {
      int end = at + 1 + (words[at] & 0xff);
      for (int i = at + 1; i < end; i++) {
        if (words[i] >>> 16 != 0) {
          return true;
        }
      }
      at = end;
    }
    return false;
  }

  @Override
  public int typeCode() {
    return AttributeType.AS_PATH.code();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AsPath o && Arrays.equals(words, o.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  /** {@return as {@code 64512 65000 {1,2}}} */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Segment segment : segments()) {
      String text =
          switch (segment.type()) {
            case AS_SEQUENCE -> join(segment, " ");
            case AS_SET -> "{" + join(segment, ",") + "}";
            case AS_CONFED_SEQUENCE -> "(" + join(segment, " ") + ")";
            case AS_CONFED_SET -> "[" + join(segment, ",") + "]";
          };
      out.append(out.length() == 0 ? "" : " ").append(text);
    }
    return out.toString();
  }

  private static String join(Segment segment, String between) {
    return String.join(between, segment.asns().stream().map(String::valueOf).toList());
  }
}
