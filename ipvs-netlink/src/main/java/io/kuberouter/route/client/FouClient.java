package io.kuberouter.route.client;

import io.kuberouter.route.FouPort;
import java.io.IOException;
import java.util.List;

/** The UDP ports of one network namespace whose packets are unwrapped. Any thread may call. */
public interface FouClient extends AutoCloseable {

  /** {@return all ports of both families} */
  List<FouPort> ports() throws IOException;

  /**
   * Opens a port.
   *
   * @throws io.kuberouter.netlink.KernelException EADDRINUSE or already exists
   */
  void add(FouPort port) throws IOException;

  /**
   * Closes a port; family and number tell it.
   *
   * @throws io.kuberouter.netlink.KernelException when there is none
   */
  void delete(FouPort port) throws IOException;

  @Override
  void close();
}
