package io.kuberouter.nftables;

import io.kuberouter.nftables.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One step of a rule. */
public sealed interface Statement
    permits Statement.Match,
        Statement.Counter,
        Statement.CounterRef,
        Statement.QuotaRef,
        Statement.LimitRef,
        Statement.VerdictMap,
        Statement.Log,
        Statement.Reject,
        Statement.Nat,
        Statement.Mangle,
        Statement.Limit,
        Statement.SetUpdate,
        Statement.NoTrack,
        Statement.Unknown,
        Verdict {

  /**
   * Goes on only where it holds.
   *
   * @param operator {@code ==}, {@code !=}, {@code <}, {@code >}, {@code <=}, {@code >=} or {@code
   *     in}, which is one bit of several
   */
  record Match(String operator, Expression left, Expression right) implements Statement {

    /** Left and right are the same, or left is in the right. */
    public Match(Expression left, Expression right) {
      this("==", left, right);
    }
  }

  /** Counts; the numbers are the kernel's, and no difference between rules. */
  record Counter(long packets, long bytes) implements Statement {

    /** A counter that begins. */
    public Counter() {
      this(0, 0);
    }
  }

  /** Counts in the table's counter of a name. */
  record CounterRef(String name) implements Statement {}

  /** Goes on only while the table's quota of a name matches. */
  record QuotaRef(String name) implements Statement {}

  /** Goes on only while the table's limit of a name matches. */
  record LimitRef(String name) implements Statement {}

  /** Does what a map says for a key: {@code ip daddr vmap @pods}. */
  record VerdictMap(Expression key, Expression data) implements Statement {}

  /**
   * Writes to the log, or with a group to NFLOG.
   *
   * @param level of syslog; {@code warn} where absent
   * @param flags what to write besides
   */
  record Log(
      Optional<String> prefix,
      OptionalInt group,
      OptionalInt snapLength,
      OptionalInt queueThreshold,
      Optional<String> level,
      List<String> flags)
      implements Statement {
    public Log {
      flags = List.copyOf(flags);
    }

    /** {@return what sends packets to an NFLOG group} */
    public static Log toGroup(int group, String prefix) {
      return new Log(
          Optional.of(prefix),
          OptionalInt.of(group),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          List.of());
    }
  }

  /**
   * Drops with an answer.
   *
   * @param type {@code icmp}, {@code icmpv6}, {@code icmpx} or {@code tcp reset}; absent for the
   *     kernel's choice
   * @param code such as {@code port-unreachable}
   */
  record Reject(Optional<String> type, Optional<String> code) implements Statement {}

  /**
   * Changes the connection's addresses.
   *
   * @param kind {@code snat}, {@code dnat}, {@code masquerade} or {@code redirect}
   * @param family of the address, in an inet table: {@code ip} or {@code ip6}
   * @param flags {@code random}, {@code fully-random}, {@code persistent}
   */
  record Nat(
      String kind,
      Optional<String> family,
      Optional<Expression> address,
      Optional<Expression> port,
      List<String> flags)
      implements Statement {
    public Nat {
      flags = List.copyOf(flags);
    }

    /** {@return source NAT to the address of the device the packet leaves by} */
    public static Nat masquerade(String... flags) {
      return new Nat(
          "masquerade", Optional.empty(), Optional.empty(), Optional.empty(), List.of(flags));
    }
  }

  /** Sets a field, a mark: {@code meta mark set 1}. */
  record Mangle(Expression key, Expression value) implements Statement {}

  /**
   * Goes on only so often.
   *
   * @param over goes on only beyond that
   * @param rateUnit {@code bytes}, {@code kbytes} or {@code mbytes}; absent for packets
   * @param burst beyond the rate
   * @param burstUnit as the rate's
   */
  record Limit(
      long rate,
      Optional<String> rateUnit,
      String per,
      long burst,
      Optional<String> burstUnit,
      boolean over)
      implements Statement {

    /** {@return packets for each second, minute, hour, day or week; 5 more in a burst} */
    public static Limit of(long rate, String per) {
      return new Limit(rate, Optional.empty(), per, 5, Optional.empty(), false);
    }
  }

  /** Adds the packet's key to a set, or renews or removes it there. */
  record SetUpdate(String operation, Expression element, String set) implements Statement {}

  /** The connection is not tracked. */
  record NoTrack() implements Statement {}

  /** What is not known, as it came. */
  record Unknown(Json json) implements Statement {}
}
