package io.kuberouter.conntrack.client;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.conntrack.FlowUpdate;
import io.kuberouter.conntrack.codec.ConntrackRequests;
import io.kuberouter.conntrack.codec.FlowCodec;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
        ConntrackRequests.list(filter),
        (type, in) -> FlowCodec.decode(type, in).filter(filter::matches));
  }

  @Override
  public void forEachFlow(FlowFilter filter, Consumer<Flow> each) throws IOException {
    connection.stream(
        ConntrackRequests.list(filter),
        (type, in) -> FlowCodec.decode(type, in).filter(filter::matches).ifPresent(each));
  }

  @Override
  public Optional<Flow> flow(FlowTuple direction) throws IOException {
    try {
      return Optional.of(connection.get(ConntrackRequests.get(direction, 0), FlowCodec::decode));
    } catch (KernelException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public int delete(FlowFilter filter) throws IOException {
    return each(flows(filter).stream().map(ConntrackRequests::delete).toList());
  }

  @Override
  public int update(FlowFilter filter, FlowUpdate update) throws IOException {
    return each(
        flows(filter).stream()
            .map(flow -> ConntrackRequests.update(flow.original(), flow.zone(), update))
            .toList());
  }

  private int each(List<NetlinkMessage> requests) throws IOException {
    int done = 0;
    for (Optional<KernelException> result : connection.batch(requests)) {
      if (result.isEmpty()) {
        done++;
      } else if (!result.get().isNotFound()) { // it may have ended just now
        throw result.get();
      }
    }
    return done;
  }

  @Override
  public void update(FlowTuple direction, FlowUpdate update) throws IOException {
    connection.execute(ConntrackRequests.update(direction, 0, update));
  }

  @Override
  public void flush() throws IOException {
    connection.execute(ConntrackRequests.flush());
  }

  @Override
  public void close() {
    connection.close();
  }
}
