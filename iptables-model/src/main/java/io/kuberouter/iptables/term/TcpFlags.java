package io.kuberouter.iptables.term;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which flags are looked at, and which of those must be set while the others are not.
 *
 * @param mask in the order of {@link TcpFlag}
 * @param set in the same order
 */
public record TcpFlags(Set<TcpFlag> mask, Set<TcpFlag> set) implements Term {

  /** The first packet of a connection: {@code --syn}. */
  public static final TcpFlags SYN =
      new TcpFlags(
          EnumSet.of(TcpFlag.FIN, TcpFlag.SYN, TcpFlag.RST, TcpFlag.ACK), EnumSet.of(TcpFlag.SYN));

  public TcpFlags {
    mask = ordered(mask);
    set = ordered(set);
  }

  private static Set<TcpFlag> ordered(Set<TcpFlag> flags) {
    EnumSet<TcpFlag> copy = EnumSet.noneOf(TcpFlag.class);
    copy.addAll(flags);
    return Collections.unmodifiableSet(copy);
  }

  /** {@return whether a packet with these flags set is meant} */
  public boolean matches(Set<TcpFlag> packet) {
    for (TcpFlag flag : mask) {
      if (packet.contains(flag) != set.contains(flag)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void appendTo(StringBuilder out) {
    append(mask, out);
    append(set, out.append(' '));
  }

  private static void append(Set<TcpFlag> flags, StringBuilder out) {
    String separator = "";
    for (TcpFlag flag : flags) {
      out.append(separator).append(flag);
      separator = ",";
    }
    if (flags.isEmpty()) {
      out.append("NONE");
    }
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
