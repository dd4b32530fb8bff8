package io.kuberouter.netlink;

import java.io.IOException;

/** The kernel's own refusal of a request: {@code NLMSG_ERROR} with a non-zero code. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  /**
   * Creates the exception.
   *
   * @param request what was asked for, in the tool's words
   * @param errno positive
   * @param explanation the extended acknowledgement's text; empty if the kernel sent none
   */
  public KernelException(String request, int errno, String explanation) {
    super(request + ": " + name(errno) + (explanation.isEmpty() ? "" : ": " + explanation));
    this.errno = errno;
  }

  /** {@return the error number of {@code errno.h}} */
  public int errno() {
    return errno;
  }

  /** {@return whether the object to change or delete was not there: ENOENT, ESRCH, ENODEV} */
  public boolean isNotFound() {
    return errno == 2 || errno == 3 || errno == 19 || errno == 99;
  }

  /** {@return whether the object to add was there: EEXIST} */
  public boolean isAlreadyExists() {
    return errno == 17;
  }

  /** {@return whether no route leads there: ENETUNREACH, EHOSTUNREACH} */
  public boolean isUnreachable() {
    return errno == 101 || errno == 113;
  }

  /** {@return whether the process may not do it: EPERM, EACCES} */
  public boolean isPermissionDenied() {
    return errno == 1 || errno == 13;
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
      case 95 -> "EOPNOTSUPP (not supported by this kernel)";
      case 99 -> "EADDRNOTAVAIL (no such address)";
      case 101 -> "ENETUNREACH (network unreachable)";
      case 113 -> "EHOSTUNREACH (host unreachable)";
      default -> "errno " + errno;
    };
  }
}
