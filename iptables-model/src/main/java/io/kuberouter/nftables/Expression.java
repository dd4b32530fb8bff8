package io.kuberouter.nftables;

import io.kuberouter.nftables.json.Json;
import java.util.List;
import java.util.Optional;

/** What a statement reads, compares with, or sets. */
public sealed interface Expression
    permits Expression.Value,
        Expression.Numeral,
        Expression.Bool,
        Expression.Prefix,
        Expression.Range,
        Expression.Flags,
        Expression.SetLiteral,
        Expression.MapEntry,
        Expression.SetRef,
        Expression.Concat,
        Expression.Payload,
        Expression.RawPayload,
        Expression.Meta,
        Expression.Ct,
        Expression.Fib,
        Expression.Rt,
        Expression.MapLookup,
        Expression.Binary,
        Expression.Unknown,
        Verdict {

  /** An address, a device's name, or a symbol: {@code 10.0.0.1}, {@code eth*}, {@code tcp}. */
  record Value(String text) implements Expression {}

  /** A number: a port, a mark. */
  record Numeral(long value) implements Expression {}

  /** Whether something is there. */
  record Bool(boolean value) implements Expression {}

  /** A network. */
  record Prefix(String address, int length) implements Expression {}

  /** From one to another. */
  record Range(Expression first, Expression last) implements Expression {}

  /** Bits: {@code established,related}. */
  record Flags(List<Expression> bits) implements Expression {
    public Flags {
      bits = List.copyOf(bits);
    }
  }

  /** A set without a name: {@code { 80, 443 }}; a map's items are {@link MapEntry}. */
  record SetLiteral(List<Expression> items) implements Expression {
    public SetLiteral {
      items = List.copyOf(items);
    }
  }

  /** One item of a map: {@code 80 : accept}. */
  record MapEntry(Expression key, Expression data) implements Expression {}

  /** A set or map of the table: {@code @pods}. */
  record SetRef(String name) implements Expression {}

  /** Parts that are looked up together: {@code ip saddr . tcp dport}. */
  record Concat(List<Expression> parts) implements Expression {
    public Concat {
      parts = List.copyOf(parts);
    }
  }

  /** A field of the packet: {@code ip saddr}, {@code tcp dport}, {@code th dport}. */
  record Payload(String protocol, String field) implements Expression {}

  /** Bits of the packet: {@code @th,0,16}. */
  record RawPayload(String base, int offset, int length) implements Expression {}

  /** What the kernel knows of the packet: {@code meta mark}, {@code iifname}. */
  record Meta(String key) implements Expression {}

  /**
   * What connection tracking knows: {@code ct state}.
   *
   * @param direction {@code original} or {@code reply}
   */
  record Ct(String key, Optional<String> direction) implements Expression {}

  /** What the routes say: {@code fib daddr type}. */
  record Fib(String result, List<String> flags) implements Expression {
    public Fib {
      flags = List.copyOf(flags);
    }
  }

  /** What the packet's route says: {@code rt mtu}. */
  record Rt(String key) implements Expression {}

  /** The data that a map has for a key: {@code ip saddr map @marks}. */
  record MapLookup(Expression key, Expression data) implements Expression {}

  /** {@code &}, {@code |}, {@code ^}, {@code <<} or {@code >>} of two. */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /** What is not known, as it came. */
  record Unknown(Json json) implements Expression {}
}
