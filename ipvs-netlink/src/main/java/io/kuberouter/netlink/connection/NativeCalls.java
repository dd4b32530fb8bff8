package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.transport.SystemCalls;
import io.kuberouter.netlink.transport.jffi.JffiSystemCalls;

/**
 * How the C library is called: by jffi. From Java 22 on another class of this name, in the jar's
 * {@code META-INF/versions/22}, stands in its place and does it by the JDK's own means.
 */
final class NativeCalls {

  private NativeCalls() {}

  /** Loaded with the first socket. */
  private static final class Holder {
    static final SystemCalls CALLS = new JffiSystemCalls();
  }

  static SystemCalls get() {
    return Holder.CALLS;
  }
}
