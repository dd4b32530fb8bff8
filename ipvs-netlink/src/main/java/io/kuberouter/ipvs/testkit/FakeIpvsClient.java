package io.kuberouter.ipvs.testkit;

import io.kuberouter.ipvs.DaemonState;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.IpvsInfo;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.RealServerKey;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.SyncDaemon;
import io.kuberouter.ipvs.TrafficStats;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.netlink.KernelException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An IPVS table in memory that refuses what Linux 6.1 refuses, with its error numbers. It is found
 * to agree by the contract test that the kernel passes, too. Thread safe.
 */
public final class FakeIpvsClient implements IpvsClient {

  /** What each refused change is answered with, as long as it is wanted. */
  private record Fault(Predicate<IpvsChange> changes, int errno, boolean once) {}

  private static final class Server {
    RealServer server;
    long active;
    long inactive;
    long persistent;
    TrafficStats stats = TrafficStats.ZERO;

    Server(RealServer server) {
      this.server = server;
    }
  }

  private static final class Service {
    VirtualService service;
    TrafficStats stats = TrafficStats.ZERO;
    final Map<RealServerKey, Server> servers = new LinkedHashMap<>();

    Service(VirtualService service) {
      this.service = service;
    }
  }

  private final Map<ServiceKey, Service> services = new LinkedHashMap<>();
  private final Map<DaemonState, SyncDaemon> daemons = new EnumMap<>(DaemonState.class);
  private final Set<String> devices = new LinkedHashSet<>(Set.of("lo"));
  private final List<Fault> faults = new ArrayList<>();
  private IpvsTimeouts timeouts = new IpvsTimeouts(900, 120, 300);
  private boolean closed;

  /** Adds a device over which a synchronisation daemon may speak; {@code lo} is there. */
  public synchronized void addDevice(String name) {
    devices.add(name);
  }

  /** Refuses the next change that is one of these. */
  public synchronized void failNext(Predicate<IpvsChange> changes, int errno) {
    faults.add(new Fault(changes, errno, true));
  }

  /** Refuses all changes that are of these, until {@link #heal}. */
  public synchronized void failAll(Predicate<IpvsChange> changes, int errno) {
    faults.add(new Fault(changes, errno, false));
  }

  /** Ends what {@link #failNext} and {@link #failAll} began. */
  public synchronized void heal() {
    faults.clear();
  }

  /**
   * Says what a service has carried, as packets would.
   *
   * @throws IllegalArgumentException when there is no such service
   */
  public synchronized void carry(ServiceKey service, TrafficStats stats) {
    there(service).stats = stats;
  }

  /**
   * Says what a server carries, as packets would.
   *
   * @throws IllegalArgumentException when there is no such server
   */
  public synchronized void carry(
      ServiceKey service,
      RealServerKey server,
      long active,
      long inactive,
      long persistent,
      TrafficStats stats) {
    Server found = there(service).servers.get(server);
    if (found == null) {
      throw new IllegalArgumentException(service + " has no server " + server);
    }
    found.active = active;
    found.inactive = inactive;
    found.persistent = persistent;
    found.stats = stats;
  }

  private Service there(ServiceKey key) {
    Service found = services.get(key);
    if (found == null) {
      throw new IllegalArgumentException("there is no service " + key);
    }
    return found;
  }

  @Override
  public synchronized List<ObservedService> services() throws IOException {
    open();
    return services.values().stream().map(s -> new ObservedService(s.service, s.stats)).toList();
  }

  @Override
  public synchronized Optional<ObservedService> service(ServiceKey key) throws IOException {
    open();
    return Optional.ofNullable(services.get(key)).map(s -> new ObservedService(s.service, s.stats));
  }

  @Override
  public synchronized List<ObservedRealServer> servers(ServiceKey service) throws IOException {
    open();
    Service found = services.get(service);
    return found == null
        ? List.of()
        : found.servers.values().stream()
            .map(s -> new ObservedRealServer(s.server, s.active, s.inactive, s.persistent, s.stats))
            .toList();
  }

  @Override
  public void forEachService(Consumer<ObservedService> each) throws IOException {
    services().forEach(each);
  }

  @Override
  public void forEachServer(ServiceKey service, Consumer<ObservedRealServer> each)
      throws IOException {
    servers(service).forEach(each);
  }

  @Override
  public synchronized List<Optional<KernelException>> apply(List<IpvsChange> changes)
      throws IOException {
    open();
    List<Optional<KernelException>> results = new ArrayList<>(changes.size());
    for (IpvsChange change : changes) {
      int errno = fault(change);
      if (errno == 0) {
        errno = make(change);
      }
      results.add(
          errno == 0
              ? Optional.empty()
              : Optional.of(new KernelException(IpvsadmSave.command(change), errno, "")));
    }
    return results;
  }

  private int fault(IpvsChange change) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.changes.test(change)) {
        if (fault.once) {
          faults.remove(i);
        }
        return fault.errno;
      }
    }
    return 0;
  }

  private int make(IpvsChange change) {
    if (change instanceof IpvsChange.AddService c) {
      return addService(c.service());
    } else if (change instanceof IpvsChange.SetService c) {
      return setService(c.service());
    } else if (change instanceof IpvsChange.DeleteService c) {
      return services.remove(c.key()) == null ? KernelRules.ESRCH : 0;
    } else if (change instanceof IpvsChange.AddServer c) {
      return addServer(c.service(), c.server());
    } else if (change instanceof IpvsChange.SetServer c) {
      return setServer(c.service(), c.server());
    } else if (change instanceof IpvsChange.DeleteServer c) {
      return deleteServer(c.service(), c.server());
    } else if (change instanceof IpvsChange.StartDaemon c) {
      return startDaemon(c.daemon());
    } else if (change instanceof IpvsChange.StopDaemon c) {
      return daemons.remove(c.state()) == null ? KernelRules.ESRCH : 0;
    } else if (change instanceof IpvsChange.SetTimeouts c) {
      return setTimeoutsOf(c.timeouts());
    } else if (change instanceof IpvsChange.Zero c) {
      return zero(c.service());
    } else if (change instanceof IpvsChange.Flush) {
      services.clear();
      return 0;
    }
    throw new AssertionError(change); // sealed
  }

  private int addService(VirtualService service) {
    if (services.containsKey(service.key())) {
      return KernelRules.EEXIST;
    }
    int errno = KernelRules.service(service);
    if (errno == 0) {
      services.put(service.key(), new Service(service));
    }
    return errno;
  }

  private int setService(VirtualService service) {
    Service found = services.get(service.key());
    if (found == null) {
      return KernelRules.ESRCH;
    }
    int errno = KernelRules.service(service);
    if (errno == 0) {
      found.service = service;
    }
    return errno;
  }

  private int addServer(ServiceKey service, RealServer server) {
    Service found = services.get(service);
    if (found == null) {
      return KernelRules.ESRCH;
    }
    int errno = KernelRules.server(service, server, !daemons.isEmpty());
    if (errno != 0) {
      return errno;
    }
    if (found.servers.containsKey(server.key())) {
      return KernelRules.EEXIST;
    }
    if (!KernelRules.mayBeServer(server.key().address())) {
      return KernelRules.EINVAL;
    }
    found.servers.put(server.key(), new Server(server));
    return 0;
  }

  private int setServer(ServiceKey service, RealServer server) {
    Service found = services.get(service);
    if (found == null) {
      return KernelRules.ESRCH;
    }
    int errno = KernelRules.server(service, server, !daemons.isEmpty());
    if (errno != 0) {
      return errno;
    }
    Server there = found.servers.get(server.key());
    if (there == null) {
      return KernelRules.ENOENT;
    }
    there.server = server;
    return 0;
  }

  private int deleteServer(ServiceKey service, RealServerKey server) {
    Service found = services.get(service);
    if (found == null) {
      return KernelRules.ESRCH;
    }
    return found.servers.remove(server) == null ? KernelRules.ENOENT : 0;
  }

  private int startDaemon(SyncDaemon daemon) {
    if (daemon.group().isPresent() && !daemon.group().get().isMulticastAddress()) {
      return KernelRules.EINVAL;
    }
    for (Service service : services.values()) {
      for (Server server : service.servers.values()) {
        if (KernelRules.ipv6(server.server.key().address()) != service.service.key().ipv6()) {
          return KernelRules.EINVAL; // the protocol knows no mixed families
        }
      }
    }
    if (!devices.contains(daemon.device())) {
      return KernelRules.ENODEV;
    }
    return daemons.putIfAbsent(daemon.state(), KernelRules.started(daemon)) == null
        ? 0
        : KernelRules.EEXIST;
  }

  private int setTimeoutsOf(IpvsTimeouts wanted) {
    if (!KernelRules.fits(wanted)) {
      return KernelRules.EINVAL;
    }
    timeouts =
        new IpvsTimeouts(
            wanted.tcpSeconds() == 0 ? timeouts.tcpSeconds() : wanted.tcpSeconds(),
            wanted.tcpFinSeconds() == 0 ? timeouts.tcpFinSeconds() : wanted.tcpFinSeconds(),
            wanted.udpSeconds() == 0 ? timeouts.udpSeconds() : wanted.udpSeconds());
    return 0;
  }

  private int zero(Optional<ServiceKey> key) {
    if (key.isPresent() && !services.containsKey(key.get())) {
      return KernelRules.ESRCH;
    }
    for (Service service : services.values()) {
      if (key.isEmpty() || service.service.key().equals(key.get())) {
        service.stats = TrafficStats.ZERO;
        service.servers.values().forEach(server -> server.stats = TrafficStats.ZERO);
      }
    }
    return 0;
  }

  @Override
  public synchronized IpvsTimeouts timeouts() throws IOException {
    open();
    return timeouts;
  }

  @Override
  public synchronized IpvsInfo info() throws IOException {
    open();
    return new IpvsInfo(0x010201, 4096);
  }

  @Override
  public synchronized List<SyncDaemon> daemons() throws IOException {
    open();
    return List.copyOf(daemons.values());
  }

  private void open() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
