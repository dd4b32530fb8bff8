package io.kuberouter.conntrack.client;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.conntrack.codec.ConntrackCodec;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** ctnetlink of the running kernel. */
public final class KernelConntrackClient implements ConntrackClient {

  private final NetlinkConnection connection;

  private KernelConntrackClient(NetlinkConnection connection) {
    this.connection = connection;
  }

  /** Opens the caller's network namespace. */
  public static KernelConntrackClient open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /** Opens the options' network namespace. */
  public static KernelConntrackClient open(NetlinkOptions options) throws IOException {
    return new KernelConntrackClient(NetlinkConnection.open(NetlinkProtocol.NETFILTER, options));
  }

  @Override
  public List<Flow> flows(FlowFilter filter) throws IOException {
    return connection.dump(
        ConntrackCodec.list(filter),
        (type, payload) -> ConntrackCodec.decode(type, payload.rest()).filter(filter::matches));
  }

  @Override
  public int delete(FlowFilter filter) throws IOException {
    List<Flow> flows = flows(filter);
    List<Optional<KernelException>> results =
        connection.batch(flows.stream().map(ConntrackCodec::delete).toList());
    for (Optional<KernelException> result : results) {
      if (result.isPresent() && !result.get().isNotFound()) { // it may have ended just now
        throw result.get();
      }
    }
    return flows.size();
  }

  @Override
  public void close() {
    connection.close();
  }
}
