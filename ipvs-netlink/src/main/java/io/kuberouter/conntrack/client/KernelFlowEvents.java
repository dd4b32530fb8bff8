package io.kuberouter.conntrack.client;

import io.kuberouter.conntrack.FlowEvent;
import io.kuberouter.conntrack.codec.FlowCodec;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.connection.NetlinkEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the running kernel tells of its flows. */
public final class KernelFlowEvents implements FlowEvents {

  /** {@code NFNLGRP_CONNTRACK_NEW}, {@code _UPDATE}, {@code _DESTROY}. */
  private static final Set<Integer> GROUPS = Set.of(1, 2, 3);

  private final NetlinkEvents<FlowEvent> events;

  private KernelFlowEvents(NetlinkEvents<FlowEvent> events) {
    this.events = events;
  }

  /** Listens in the caller's network namespace, from now on. */
  public static KernelFlowEvents open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /** Listens in the options' network namespace, from now on. */
  public static KernelFlowEvents open(NetlinkOptions options) throws IOException {
    return new KernelFlowEvents(
        NetlinkEvents.ofFlagged(
            NetlinkConnection.open(NetlinkProtocol.NETFILTER, options),
            GROUPS,
            FlowCodec::decodeEvent,
            new FlowEvent.Lost()));
  }

  @Override
  public FlowEvent take() throws IOException {
    return events.take();
  }

  @Override
  public Optional<FlowEvent> poll(Duration time) throws IOException {
    return events.poll(time);
  }

  @Override
  public void close() {
    events.close();
  }
}
