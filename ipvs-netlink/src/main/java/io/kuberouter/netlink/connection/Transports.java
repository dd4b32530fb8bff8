package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.transport.SocketTransport;
import io.kuberouter.netlink.transport.SystemCalls;
import io.kuberouter.netlink.transport.jnr.JnrSystemCalls;
import java.io.IOException;

/**
 * Opens sockets by native calls. From Java 22 on another class of this name, in the jar's {@code
 * META-INF/versions/22}, stands in its place and does it by the JDK's own means.
 */
final class Transports {

  private Transports() {}

  /** Loaded with the first socket. */
  private static final class Holder {
    static final SystemCalls CALLS = new JnrSystemCalls();
  }

  static SystemCalls calls() {
    return Holder.CALLS;
  }

  static SocketTransport open(NetlinkProtocol protocol, NetlinkOptions options) throws IOException {
    return SocketTransport.open(calls(), protocol, options);
  }
}
