package io.kuberouter.netlink;

import java.time.Duration;
import java.util.Optional;

/**
 * How a connection to the kernel behaves.
 *
 * @param namespace whose objects are meant; absent for that of the thread that opens the connection
 * @param deadline of one call, answers and all, a dump's too; of a batch and of a stream, for each
 *     datagram. Then the call ends with a {@link java.net.SocketTimeoutException}. The kernel
 *     answers at once, as a rule: it is there for a kernel that is stuck
 * @param dumpTries how often a dump that a change has interrupted ({@code NLM_F_DUMP_INTR}) is
 *     taken from its start before the call gives up
 * @param receiveBufferBytes of the socket ({@code SO_RCVBUF}), beyond the system's limit where the
 *     process may; events that find no room are lost, and told as lost
 * @param strictChecks whether the kernel filters dumps and refuses what it does not know ({@code
 *     NETLINK_GET_STRICT_CHK}, Linux 4.20), where it can
 */
public record NetlinkOptions(
    Optional<NetworkNamespace> namespace,
    Duration deadline,
    int dumpTries,
    int receiveBufferBytes,
    boolean strictChecks) {

  /** The calling thread's namespace, 10 s, 30 tries, 8 MiB, strict. */
  public static final NetlinkOptions DEFAULT =
      new NetlinkOptions(Optional.empty(), Duration.ofSeconds(10), 30, 8 << 20, true);

  /** Checks ranges. */
  public NetlinkOptions {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline " + deadline + ": must be positive");
    }
    if (dumpTries < 1) {
      throw new IllegalArgumentException("dumpTries " + dumpTries + ": must be at least 1");
    }
    if (receiveBufferBytes < 1) {
      throw new IllegalArgumentException(
          "receiveBufferBytes " + receiveBufferBytes + ": must be positive");
    }
  }

  /** {@return the same in another namespace; no thread moves there} */
  public NetlinkOptions in(NetworkNamespace other) {
    return new NetlinkOptions(
        Optional.of(other), deadline, dumpTries, receiveBufferBytes, strictChecks);
  }

  /** {@return the same with another time limit for a call} */
  public NetlinkOptions withDeadline(Duration other) {
    return new NetlinkOptions(namespace, other, dumpTries, receiveBufferBytes, strictChecks);
  }

  /** {@return the same with another number of tries for a dump} */
  public NetlinkOptions withDumpTries(int other) {
    return new NetlinkOptions(namespace, deadline, other, receiveBufferBytes, strictChecks);
  }

  /** {@return the same with another receive buffer} */
  public NetlinkOptions withReceiveBufferBytes(int other) {
    return new NetlinkOptions(namespace, deadline, dumpTries, other, strictChecks);
  }

  /** {@return the same with or without strict checks} */
  public NetlinkOptions withStrictChecks(boolean other) {
    return new NetlinkOptions(namespace, deadline, dumpTries, receiveBufferBytes, other);
  }
}
