package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.term.TcpFlag;
import java.util.Optional;
import java.util.Set;

/**
 * What few rules ask for. A rule that asks for what is absent here cannot be decided.
 *
 * @param tcpFlags that are set
 * @param icmpType of ICMP or ICMPv6
 * @param icmpCode of the same
 * @param connectionMark the mark of the connection
 * @param user number of the process that made it
 * @param group number of the same
 * @param length in bytes, with the IP header
 * @param ttl time to live or hop limit
 * @param dscp class of service
 * @param fragment whether it is a fragment other than the first
 */
public record Details(
    Optional<Set<TcpFlag>> tcpFlags,
    Optional<Integer> icmpType,
    Optional<Integer> icmpCode,
    Optional<Long> connectionMark,
    Optional<Long> user,
    Optional<Long> group,
    Optional<Integer> length,
    Optional<Integer> ttl,
    Optional<Integer> dscp,
    boolean fragment) {

  /** Nothing known; no fragment. */
  public static final Details NONE =
      new Details(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  public Details {
    tcpFlags = tcpFlags.map(Set::copyOf);
  }

  /** {@return the same of a TCP packet with these flags} */
  public Details withTcpFlags(Set<TcpFlag> flags) {
    return new Details(
        Optional.of(flags),
        icmpType,
        icmpCode,
        connectionMark,
        user,
        group,
        length,
        ttl,
        dscp,
        fragment);
  }

  /** {@return the same of an ICMP or ICMPv6 message} */
  public Details withIcmp(int type, int code) {
    return new Details(
        tcpFlags,
        Optional.of(type),
        Optional.of(code),
        connectionMark,
        user,
        group,
        length,
        ttl,
        dscp,
        fragment);
  }

  /** {@return the same with a mark of the connection} */
  public Details withConnectionMark(long mark) {
    return new Details(
        tcpFlags,
        icmpType,
        icmpCode,
        Optional.of(mark & 0xffffffffL),
        user,
        group,
        length,
        ttl,
        dscp,
        fragment);
  }

  /** {@return the same, made by a process of this user and group} */
  public Details withOwner(long newUser, long newGroup) {
    return new Details(
        tcpFlags,
        icmpType,
        icmpCode,
        connectionMark,
        Optional.of(newUser),
        Optional.of(newGroup),
        length,
        ttl,
        dscp,
        fragment);
  }

  /** {@return the same with fields of the IP header} */
  public Details withHeader(int newLength, int newTtl, int newDscp) {
    return new Details(
        tcpFlags,
        icmpType,
        icmpCode,
        connectionMark,
        user,
        group,
        Optional.of(newLength),
        Optional.of(newTtl),
        Optional.of(newDscp),
        fragment);
  }
}
