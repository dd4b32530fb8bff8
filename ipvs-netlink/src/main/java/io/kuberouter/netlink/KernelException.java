package io.kuberouter.netlink;

import java.io.IOException;
import java.util.OptionalInt;

/** The kernel's own refusal of a request: {@code NLMSG_ERROR} with a non-zero code. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;
  private final String explanation;
  private final int offset;
  private final int missingType;

  /**
   * Creates the exception.
   *
   * @param request what was asked for, in the tool's words
   * @param errno positive
   * @param explanation the extended acknowledgement's text; empty if the kernel sent none
   */
  public KernelException(String request, int errno, String explanation) {
    this(request, errno, explanation, OptionalInt.empty(), OptionalInt.empty());
  }

  /**
   * Creates the exception.
   *
   * @param request what was asked for, in the tool's words
   * @param errno positive
   * @param explanation the extended acknowledgement's text; empty if the kernel sent none
   * @param offset of the attribute at fault, in bytes from the start of the request's header
   * @param missingType the type of the attribute that the request lacks
   */
  public KernelException(
      String request, int errno, String explanation, OptionalInt offset, OptionalInt missingType) {
    super(request + ": " + name(errno) + (explanation.isEmpty() ? "" : ": " + explanation));
    this.errno = errno;
    this.explanation = explanation;
    this.offset = offset.orElse(-1);
    this.missingType = missingType.orElse(-1);
  }

  /** {@return what the kernel said about it; empty when nothing} */
  public String explanation() {
    return explanation;
  }

  /**
   * {@return where in the request the attribute at fault begins, in bytes from the start of its
   * header, when the kernel says so ({@code NLMSGERR_ATTR_OFFS})}
   */
  public OptionalInt offset() {
    return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
  }

  /**
   * {@return the type of an attribute that the request lacks, when the kernel says so ({@code
   * NLMSGERR_ATTR_MISS_TYPE})}
   */
  public OptionalInt missingType() {
    return missingType < 0 ? OptionalInt.empty() : OptionalInt.of(missingType);
  }

  /** {@return the error number of {@code errno.h}} */
  public int errno() {
    return errno;
  }

  /**
   * {@return whether the object to change or delete was not there: ENOENT, ESRCH, ENODEV,
   * EADDRNOTAVAIL}
   */
  public boolean isNotFound() {
    return errno == 2 || errno == 3 || errno == 19 || errno == 99;
  }

  /** {@return whether the object to add was there: EEXIST} */
  public boolean isAlreadyExists() {
    return errno == 17;
  }

  /**
   * {@return whether a set holds no such entry to delete or test, or holds it already: {@code
   * IPSET_ERR_EXIST} says both}
   */
  public boolean isNoElement() {
    return errno == 4103;
  }

  /** {@return whether no route leads there: ENETUNREACH, EHOSTUNREACH} */
  public boolean isUnreachable() {
    return errno == 101 || errno == 113;
  }

  /** {@return whether the process may not do it: EPERM, EACCES} */
  public boolean isPermissionDenied() {
    return errno == 1 || errno == 13;
  }

  /** {@return whether it is in use: EBUSY, or a set that something names} */
  public boolean isBusy() {
    return errno == 16 || errno == 4100 || errno == 4108;
  }

  /** {@return whether the kernel lacks it: EOPNOTSUPP, EPROTONOSUPPORT, EAFNOSUPPORT} */
  public boolean isNotSupported() {
    return errno == 95 || errno == 93 || errno == 97;
  }

  /** {@return whether events found no room and were lost: ENOBUFS} */
  public boolean isOverrun() {
    return errno == 105;
  }

  private static String name(int errno) {
    return switch (errno) {
      case 1 -> "EPERM (operation not permitted)";
      case 2 -> "ENOENT (no such object)";
      case 3 -> "ESRCH (no such object)";
      case 11 -> "EAGAIN (no answer in time)";
      case 13 -> "EACCES (permission denied)";
      case 16 -> "EBUSY (in use)";
      case 17 -> "EEXIST (exists already)";
      case 19 -> "ENODEV (no such device)";
      case 22 -> "EINVAL (invalid argument)";
      case 93 -> "EPROTONOSUPPORT (not supported by this kernel)";
      case 97 -> "EAFNOSUPPORT (address family not supported by this kernel)";
      case 105 -> "ENOBUFS (no room: messages were lost)";
      case 95 -> "EOPNOTSUPP (not supported by this kernel)";
      case 99 -> "EADDRNOTAVAIL (no such address)";
      case 101 -> "ENETUNREACH (network unreachable)";
      case 113 -> "EHOSTUNREACH (host unreachable)";
      case 4097 -> "IPSET_ERR_PROTOCOL (the kernel does not understand the request)";
      case 4098 -> "IPSET_ERR_FIND_TYPE (no such set type)";
      case 4100 -> "IPSET_ERR_BUSY (the set is in use)";
      case 4101 -> "IPSET_ERR_EXIST_SETNAME2 (the other set: there is one, or none, of that name)";
      case 4102 -> "IPSET_ERR_TYPE_MISMATCH (the sets are of different types)";
      case 4103 -> "IPSET_ERR_EXIST (the entry is there already, or is not there)";
      case 4104 -> "IPSET_ERR_INVALID_CIDR (no such network length)";
      case 4105 -> "IPSET_ERR_INVALID_NETMASK (no such netmask)";
      case 4106 -> "IPSET_ERR_INVALID_FAMILY (the type has no such family)";
      case 4107 -> "IPSET_ERR_TIMEOUT (the set was made without timeouts)";
      case 4108 -> "IPSET_ERR_REFERENCED (something names the set)";
      case 4109 -> "IPSET_ERR_IPADDR_IPV4 (an IPv4 address is expected)";
      case 4110 -> "IPSET_ERR_IPADDR_IPV6 (an IPv6 address is expected)";
      case 4111 -> "IPSET_ERR_COUNTER (the set was made without counters)";
      case 4112 -> "IPSET_ERR_COMMENT (the set was made without comments)";
      case 4352 -> "IPSET_ERR_HASH_FULL (the set is full), or out of a bitmap's range";
      default -> "errno " + errno;
    };
  }
}
