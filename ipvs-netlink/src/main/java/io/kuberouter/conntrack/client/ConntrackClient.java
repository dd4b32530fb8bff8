package io.kuberouter.conntrack.client;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.conntrack.FlowUpdate;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The flows that a kernel tracks in one network namespace. Any thread may call. */
public interface ConntrackClient extends AutoCloseable {

  /** {@return the flows that a filter selects} */
  List<Flow> flows(FlowFilter filter) throws IOException;

  /**
   * Hands over the flows that a filter selects one after the other, in constant memory. The
   * consumer must not use this client.
   */
  void forEachFlow(FlowFilter filter, Consumer<Flow> each) throws IOException;

  /**
   * {@return one flow of the default zone, by one of its directions; empty when there is none}
   *
   * @param direction the flow's original, or its reply
   */
  Optional<Flow> flow(FlowTuple direction) throws IOException;

  /**
   * Deletes the flows that a filter selects; the next packet of each begins a new one.
   *
   * @return how many there were
   */
  int delete(FlowFilter filter) throws IOException;

  /**
   * Changes the flows that a filter selects.
   *
   * @return how many there were; those that ended meanwhile are none of them
   */
  int update(FlowFilter filter, FlowUpdate update) throws IOException;

  /**
   * Changes one flow of the default zone.
   *
   * @param direction the flow's original, or its reply
   * @throws io.kuberouter.netlink.KernelException not found (ENOENT) when there is none
   */
  void update(FlowTuple direction, FlowUpdate update) throws IOException;

  /** Deletes all flows of the namespace. */
  void flush() throws IOException;

  @Override
  void close();
}
