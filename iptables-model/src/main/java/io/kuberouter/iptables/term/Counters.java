package io.kuberouter.iptables.term;

/** Packets and bytes that met a rule or a policy; written {@code [12:3456]}; unsigned. */
public record Counters(long packets, long bytes) implements Term {

  /** Nothing counted. */
  public static final Counters ZERO = new Counters(0, 0);

  @Override
  public void appendTo(StringBuilder out) {
    out.append('[')
        .append(Long.toUnsignedString(packets))
        .append(':')
        .append(Long.toUnsignedString(bytes))
        .append(']');
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
