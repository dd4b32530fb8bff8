package io.kuberouter.iptables.term;

/** Ports from one to another, both included; written {@code 80} or {@code 8000:8010}. */
public record PortRange(int first, int last) implements Term {

  /** Every port. */
  public static final PortRange ALL = new PortRange(0, 65535);

  public PortRange {
    Bounds.check("port", first, 0, 65535);
    Bounds.check("port", last, 0, 65535);
    if (first > last) {
      throw new IllegalArgumentException("ports " + first + ":" + last + " are in the wrong order");
    }
  }

  /** {@return one port} */
  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  /** {@return whether a port is one of them} */
  public boolean contains(int port) {
    return port >= first && port <= last;
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append(first);
    if (last != first) {
      out.append(':').append(last);
    }
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
