package io.kuberouter.route.testkit;

/** The numbers of {@code errno.h} that rtnetlink answers with. */
final class Errno {

  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int ENXIO = 6;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ERANGE = 34;
  static final int ELOOP = 40;
  static final int EOPNOTSUPP = 95;
  static final int EADDRNOTAVAIL = 99;
  static final int ENETDOWN = 100;
  static final int ENETUNREACH = 101;
  static final int EHOSTUNREACH = 113;

  private Errno() {}
}
