package io.kuberouter.ipvs.client;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.netlink.KernelException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The IPVS table of one network namespace. Any thread may call. */
public interface IpvsClient extends AutoCloseable {

  /** {@return all services} */
  List<ObservedService> services() throws IOException;

  /** {@return a service's servers} */
  List<ObservedRealServer> servers(ServiceKey service) throws IOException;

  /**
   * Makes changes in order, in few system calls; a refused one does not stop those behind it.
   *
   * @return a result for each: empty, or the refusal
   */
  List<Optional<KernelException>> apply(List<IpvsChange> changes) throws IOException;

  /** {@return the global timeouts} */
  IpvsTimeouts timeouts() throws IOException;

  /** Sets the global timeouts; 0 leaves one as it is. */
  void setTimeouts(IpvsTimeouts timeouts) throws IOException;

  @Override
  void close();
}
