package io.kuberouter.iptables.term;

/**
 * An ICMP or ICMPv6 type with one of its codes or all; written {@code 8}, {@code 3/1} or {@code
 * any}.
 *
 * @param type 0 to 255; with all codes, 255 means any type for ICMP
 */
public record IcmpType(int type, int firstCode, int lastCode) implements Term {

  /** Any type of ICMP (not of ICMPv6, which has none such). */
  public static final IcmpType ANY = new IcmpType(255, 0, 255);

  public IcmpType {
    Bounds.check("ICMP type", type, 0, 255);
    Bounds.check("ICMP code", firstCode, 0, 255);
    Bounds.check("ICMP code", lastCode, firstCode, 255);
  }

  /** {@return a type with every code} */
  public static IcmpType of(int type) {
    return new IcmpType(type, 0, 255);
  }

  /** {@return a type with one code} */
  public static IcmpType of(int type, int code) {
    return new IcmpType(type, code, code);
  }

  /** {@return whether a packet's type and code are these} */
  public boolean matches(int packetType, int packetCode) {
    return (type == 255 && lastCode == 255 && firstCode == 0)
        || (packetType == type && packetCode >= firstCode && packetCode <= lastCode);
  }

  @Override
  public void appendTo(StringBuilder out) {
    if (equals(ANY)) {
      out.append("any");
      return;
    }
    out.append(type);
    if (firstCode != 0 || lastCode != 255) {
      out.append('/').append(firstCode);
      if (lastCode != firstCode) {
        out.append('-').append(lastCode);
      }
    }
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
