package io.kuberouter.nflog.client;

import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.connection.NetlinkEvents;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.NflogOptions;
import io.kuberouter.nflog.codec.LoggedPacketCodec;
import io.kuberouter.nflog.codec.NflogRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the running kernel logs. A group has one reader at a time. */
public final class KernelNflogReader implements NflogReader {

  private final NetlinkEvents<NflogEvent> events;

  private KernelNflogReader(NetlinkEvents<NflogEvent> events) {
    this.events = events;
  }

  /**
   * Reads a group of the caller's network namespace, from now on.
   *
   * @throws io.kuberouter.netlink.KernelException permission denied (EPERM) when another one reads
   *     it
   */
  public static KernelNflogReader open(int group, NflogOptions options) throws IOException {
    return open(group, options, NetlinkOptions.DEFAULT);
  }

  /**
   * Reads a group of the netlink options' namespace, from now on.
   *
   * @param group 0 to 65535
   * @throws io.kuberouter.netlink.KernelException permission denied (EPERM) when another one reads
   *     it
   */
  public static KernelNflogReader open(int group, NflogOptions options, NetlinkOptions netlink)
      throws IOException {
    if (group < 0 || group > 65535) {
      throw new IllegalArgumentException("NFLOG group " + group + ", 0 to 65535 expected");
    }
    NetlinkConnection connection = NetlinkConnection.open(NetlinkProtocol.NETFILTER, netlink);
    try {
      connection.execute(NflogRequests.bind(group, options));
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    // the kernel sends to whom has bound the group, to no multicast group
    return new KernelNflogReader(
        NetlinkEvents.of(connection, Set.of(), LoggedPacketCodec::decode, new NflogEvent.Lost()));
  }

  @Override
  public NflogEvent take() throws IOException {
    return events.take();
  }

  @Override
  public Optional<NflogEvent> poll(Duration time) throws IOException {
    return events.poll(time);
  }

  @Override
  public void close() {
    events.close();
  }
}
