package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.term.Counters;
import io.kuberouter.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules of one text as {@code iptables-save} prints them: in segments, each one option of
 * the header, match or target with its options. A segment that stood before is the same value, not
 * read again: matches repeat from rule to rule, so this saves most of the work and of the memory.
 * What is not in that order is left to {@link RuleParser}. Not thread safe.
 */
final class RuleReader {

  private static final int SLOTS = 1 << 14;
  private static final int MOST_MATCHES = 64;
  private static final int INVERSE_OF_31 = 0xBDEF7BDF; // 31 * this is 1 in 32 bits

  private final IpFamily family;
  private final byte[] source;

  /** What was read lately, by the hash of its segment: where it stood, and the value. */
  private final long[] places = new long[SLOTS];

  private final @Nullable Object[] values = new @Nullable Object[SLOTS];

  private final Match[] matches = new Match[MOST_MATCHES];
  private int count;
  private Optional<Target> target = Optional.empty();
  private Optional<Counters> counters = Optional.empty();

  private int segmentEnd;
  private int segmentHash;

  RuleReader(IpFamily family, byte[] source) {
    this.family = family;
    this.source = source;
  }

  /** {@return the counters that stood within the rule read last} */
  Optional<Counters> counters() {
    return counters;
  }

  /** {@return the rule that stands in a part of the text} */
  Rule read(int from, int to) throws ParseException {
    counters = Optional.empty();
    if (segments(from, to)) {
      try {
        return new Rule(Arrays.asList(matches).subList(0, count), target);
      } catch (IllegalArgumentException e) {
        // in another order than the tool's
      }
    }
    RuleParser parser = new RuleParser(family, source, from, to, true);
    Rule rule = parser.rule();
    counters = parser.counters();
    return rule;
  }

  /** {@return whether all of it was segments in the tool's order} */
  private boolean segments(int from, int to) {
    count = 0;
    target = Optional.empty();
    int at = from;
    while (at < to) {
      if (Word.isBlank(source[at])) {
        at++;
        continue;
      }
      if (!target.isEmpty() || count == MOST_MATCHES || !segment(at, to) || !add(at)) {
        return false;
      }
      at = segmentEnd;
    }
    return true;
  }

  private boolean add(int start) {
    int slot = (segmentHash ^ segmentHash >>> 14) & (SLOTS - 1);
    Object value = values[slot];
    int length = segmentEnd - start;
    if (value == null
        || length != (int) places[slot]
        || !Arrays.equals(
            source,
            start,
            segmentEnd,
            source,
            (int) (places[slot] >>> 32),
            (int) (places[slot] >>> 32) + length)) {
      value = parse(start);
      if (value == null) {
        return false;
      }
      values[slot] = value;
      places[slot] = (long) start << 32 | length;
    }
    if (value instanceof Match match) {
      matches[count++] = match;
    } else {
      @SuppressWarnings("unchecked")
      Optional<Target> to = (Optional<Target>) value;
      target = to;
    }
    return true;
  }

  /** {@return the one match, or the target as an optional; null where it is not just one} */
  private @Nullable Object parse(int start) {
    try {
      RuleParser parser = new RuleParser(family, source, start, segmentEnd, true);
      Rule rule = parser.rule();
      if (parser.counters().isPresent()) {
        return null;
      }
      if (rule.target().isPresent()) {
        return rule.matches().isEmpty() ? rule.target() : null;
      }
      return rule.matches().size() == 1 ? rule.matches().get(0) : null;
    } catch (ParseException e) {
      return null; // the whole rule is read again, and says what is wrong
    }
  }

  /** Finds the end of a segment and its hash; {@return whether one starts here} */
  private boolean segment(int start, int to) {
    int at = start;
    if (source[at] == '!') {
      at++;
      while (at < to && Word.isBlank(source[at])) {
        at++;
      }
    }
    if (!isStructure(at, to)) {
      return false;
    }
    int hash = 0;
    for (int i = start; i < at + 2; i++) {
      hash = 31 * hash + source[i];
    }
    at += 2;
    boolean quoted = false;
    boolean wordStart = false;
    int end = at;
    int bang = -1;
    for (; at < to; at++) {
      byte c = source[at];
      if (c == '\\' && quoted) {
        hash = 31 * hash + c;
        at++;
        if (at == to) {
          return false;
        }
        c = source[at];
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ' ') {
        wordStart = true;
        hash = 31 * hash + c;
        continue;
      } else if (wordStart) {
        if (c == '-' && isStructure(at, to)) {
          segmentEnd = bang >= 0 ? bang : end;
          segmentHash = bang >= 0 || at - end != 1 ? hash(start, segmentEnd) : undo(hash);
          return true;
        }
        bang = c == '!' && at + 1 < to && source[at + 1] == ' ' ? end : -1;
      }
      wordStart = false;
      hash = 31 * hash + c;
      end = at + 1;
    }
    segmentEnd = end;
    segmentHash = end == to ? hash : hash(start, end);
    return !quoted;
  }

  /** {@return the hash without the blank at the end} */
  private static int undo(int hash) {
    return (hash - ' ') * INVERSE_OF_31;
  }

  private int hash(int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + source[i];
    }
    return hash;
  }

  /** {@return whether an option of one letter stands here that begins a segment} */
  private boolean isStructure(int at, int to) {
    if (at + 2 > to || source[at] != '-' || (at + 2 < to && source[at + 2] != ' ')) {
      return false;
    }
    return switch (source[at + 1]) {
      case 'm', 'j', 's', 'd', 'p', 'i', 'o', 'g', 'f' -> true;
      default -> false;
    };
  }
}
