package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.transport.SystemCalls;
import io.kuberouter.netlink.transport.foreign.ForeignSystemCalls;

/** How the C library is called: by the JDK's own means. */
final class NativeCalls {

  private NativeCalls() {}

  /** Loaded with the first socket. */
  private static final class Holder {
    static final SystemCalls CALLS = new ForeignSystemCalls();
  }

  static SystemCalls get() {
    return Holder.CALLS;
  }
}
