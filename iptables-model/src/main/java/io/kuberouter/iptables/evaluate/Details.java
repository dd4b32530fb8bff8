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
    Copy copy = new Copy(this);
    copy.tcpFlags = Optional.of(flags);
    return copy.made();
  }

  /** {@return the same of an ICMP or ICMPv6 message} */
  public Details withIcmp(int type, int code) {
    Copy copy = new Copy(this);
    copy.icmpType = Optional.of(type);
    copy.icmpCode = Optional.of(code);
    return copy.made();
  }

  /** {@return the same with a mark of the connection} */
  public Details withConnectionMark(long mark) {
    Copy copy = new Copy(this);
    copy.connectionMark = Optional.of(mark & 0xffffffffL);
    return copy.made();
  }

  /** {@return the same, made by a process of this user and group} */
  public Details withOwner(long newUser, long newGroup) {
    Copy copy = new Copy(this);
    copy.user = Optional.of(newUser);
    copy.group = Optional.of(newGroup);
    return copy.made();
  }

  /** {@return the same with fields of the IP header} */
  public Details withHeader(int newLength, int newTtl, int newDscp) {
    Copy copy = new Copy(this);
    copy.length = Optional.of(newLength);
    copy.ttl = Optional.of(newTtl);
    copy.dscp = Optional.of(newDscp);
    return copy.made();
  }

  /** {@return the same of a fragment other than the first} */
  public Details asFragment() {
    Copy copy = new Copy(this);
    copy.fragment = true;
    return copy.made();
  }

  /** {@return the same without the fields that targets change} */
  public Details withoutHeader() {
    Copy copy = new Copy(this);
    copy.ttl = Optional.empty();
    copy.dscp = Optional.empty();
    return copy.made();
  }

  /** The same in the making. */
  private static final class Copy {
    private Optional<Set<TcpFlag>> tcpFlags;
    private Optional<Integer> icmpType;
    private Optional<Integer> icmpCode;
    private Optional<Long> connectionMark;
    private Optional<Long> user;
    private Optional<Long> group;
    private Optional<Integer> length;
    private Optional<Integer> ttl;
    private Optional<Integer> dscp;
    private boolean fragment;

    Copy(Details of) {
      tcpFlags = of.tcpFlags;
      icmpType = of.icmpType;
      icmpCode = of.icmpCode;
      connectionMark = of.connectionMark;
      user = of.user;
      group = of.group;
      length = of.length;
      ttl = of.ttl;
      dscp = of.dscp;
      fragment = of.fragment;
    }

    Details made() {
      return new Details(
          tcpFlags, icmpType, icmpCode, connectionMark, user, group, length, ttl, dscp, fragment);
    }
  }
}
