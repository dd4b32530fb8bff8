package io.kuberouter.ipvs.client;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.IpvsInfo;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.SyncDaemon;
import io.kuberouter.netlink.KernelException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The IPVS table of one network namespace. Any thread may call. A refusal is a {@link
 * KernelException}: not found for a service (ESRCH) or server (ENOENT) to change that is not there,
 * exists already (EEXIST) for one to add that is, permission denied without {@code CAP_NET_ADMIN}.
 */
public interface IpvsClient extends AutoCloseable {

  /** {@return all services, in the kernel's order} */
  List<ObservedService> services() throws IOException;

  /** {@return one service; empty when it is not there} */
  Optional<ObservedService> service(ServiceKey key) throws IOException;

  /** {@return a service's servers; none when there is no such service} */
  List<ObservedRealServer> servers(ServiceKey service) throws IOException;

  /**
   * Hands over all services one after the other, in constant memory. The consumer must not use this
   * client; changes on the way may leave services out or show them twice.
   */
  void forEachService(Consumer<ObservedService> each) throws IOException;

  /**
   * Hands over a service's servers one after the other, in constant memory. The consumer must not
   * use this client; changes on the way may leave servers out or show them twice.
   */
  void forEachServer(ServiceKey service, Consumer<ObservedRealServer> each) throws IOException;

  /**
   * Makes changes in order, in few system calls; a refused one does not stop those behind it.
   *
   * @return a result for each: empty, or the refusal
   */
  List<Optional<KernelException>> apply(List<IpvsChange> changes) throws IOException;

  /**
   * Makes one change.
   *
   * @throws KernelException when it is refused
   */
  default void execute(IpvsChange change) throws IOException {
    Optional<KernelException> refusal = apply(List.of(change)).get(0);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** {@return the timeouts of connections} */
  IpvsTimeouts timeouts() throws IOException;

  /** Sets the timeouts of connections; 0 leaves one as it is. */
  default void setTimeouts(IpvsTimeouts timeouts) throws IOException {
    execute(new IpvsChange.SetTimeouts(timeouts));
  }

  /** {@return version and table size} */
  IpvsInfo info() throws IOException;

  /** {@return the synchronisation daemons that run: none, one, or one of each state} */
  List<SyncDaemon> daemons() throws IOException;

  @Override
  void close();
}
