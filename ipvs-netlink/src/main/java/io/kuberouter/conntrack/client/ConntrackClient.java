package io.kuberouter.conntrack.client;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowFilter;
import java.io.IOException;
import java.util.List;

/** The flows that a kernel tracks. */
public interface ConntrackClient extends AutoCloseable {

  /** {@return the flows that a filter selects} */
  List<Flow> flows(FlowFilter filter) throws IOException;

  /**
   * Deletes the flows that a filter selects; the next packet of each begins a new one.
   *
   * @return how many there were
   */
  int delete(FlowFilter filter) throws IOException;

  @Override
  void close();
}
