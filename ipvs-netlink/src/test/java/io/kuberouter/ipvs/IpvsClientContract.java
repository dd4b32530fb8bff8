package io.kuberouter.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.testkit.IpvsCorpus;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.netlink.KernelException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the fake and for the kernel. */
abstract class IpvsClientContract {

  /** What a test does with an empty table, over a device {@code d0}. */
  interface Body {
    void run(IpvsClient client) throws Exception;
  }

  abstract void with(Body body) throws Exception;

  /** {@return the table as somebody else reads it: lines of {@code ipvsadm -Sn}} */
  abstract List<String> saved(IpvsClient client) throws Exception;

  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ERANGE = 34;

  static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  static ServiceKey tcp(String text, int port) throws Exception {
    return new ServiceKey.ByAddress(address(text), Protocol.TCP, port);
  }

  static String line(VirtualService service) {
    return "-A " + IpvsadmSave.service(service);
  }

  /** The tool saves no thresholds. */
  static String line(ServiceKey key, RealServer server) {
    return "-a " + IpvsadmSave.key(key) + " " + IpvsadmSave.server(server.withThresholds(0, 0));
  }

  static int errno(IpvsClient client, IpvsChange change) throws Exception {
    return client.apply(List.of(change)).get(0).map(KernelException::errno).orElse(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "fd00::1"})
  void aServiceIsAddedChangedReadAndDeleted(String ip) throws Exception {
    with(
        client -> {
          VirtualService service = VirtualService.of(tcp(ip, 80), "rr");
          client.execute(new IpvsChange.AddService(service));
          assertThat(client.services())
              .containsExactly(new ObservedService(service, TrafficStats.ZERO));
          assertThat(client.service(service.key()))
              .contains(new ObservedService(service, TrafficStats.ZERO));
          assertThat(saved(client)).containsExactly(line(service));

          VirtualService changed =
              VirtualService.of(service.key(), "wlc")
                  .persistent(360)
                  .withNetmask(Netmask.ofLength(service.key().ipv6(), 24));
          client.execute(new IpvsChange.SetService(changed));
          assertThat(client.services())
              .extracting(ObservedService::service)
              .containsExactly(changed);
          assertThat(saved(client)).containsExactly(line(changed));
          client.execute(new IpvsChange.SetService(service)); // all flags off again
          assertThat(client.services())
              .extracting(ObservedService::service)
              .containsExactly(service);

          assertThat(errno(client, new IpvsChange.AddService(service))).isEqualTo(EEXIST);
          client.execute(new IpvsChange.DeleteService(service.key()));
          assertThat(client.services()).isEmpty();
          assertThat(client.service(service.key())).isEmpty();
          assertThat(errno(client, new IpvsChange.DeleteService(service.key()))).isEqualTo(ESRCH);
          assertThat(errno(client, new IpvsChange.SetService(service))).isEqualTo(ESRCH);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo", "ovf"
      })
  void everySchedulerServesBothFamilies(String scheduler) throws Exception {
    with(
        client -> {
          List<VirtualService> services = new ArrayList<>();
          for (String ip : List.of("10.0.0.1", "fd00::1")) {
            for (Protocol protocol : Protocol.values()) {
              services.add(
                  VirtualService.of(
                      new ServiceKey.ByAddress(address(ip), protocol, 80), scheduler));
            }
          }
          services.add(VirtualService.of(new ServiceKey.ByMark(false, 7), scheduler));
          services.add(VirtualService.of(new ServiceKey.ByMark(true, 0x7fff_ffffL), scheduler));
          for (VirtualService service : services) {
            client.execute(new IpvsChange.AddService(service));
          }
          assertThat(client.services())
              .extracting(ObservedService::service)
              .containsExactlyInAnyOrderElementsOf(services);
          assertThat(saved(client))
              .containsExactlyInAnyOrderElementsOf(
                  services.stream().map(IpvsClientContract::line).toList());
        });
  }

  /** The tool reads the highest marks as negative numbers; the kernel and we do not. */
  @Test
  void theHighestMarkIsKept() throws Exception {
    with(
        client -> {
          VirtualService service =
              VirtualService.of(new ServiceKey.ByMark(true, 0xffff_ffffL), "rr");
          client.execute(new IpvsChange.AddService(service));
          assertThat(client.services())
              .extracting(ObservedService::service)
              .containsExactly(service);
          assertThat(client.service(service.key())).isPresent();
        });
  }

  @Test
  void everyFlagAndTheEngineAreKept() throws Exception {
    with(
        client -> {
          int port = 1;
          List<VirtualService> services = new ArrayList<>();
          for (int bits = 0; bits < 64; bits++) {
            Set<ServiceFlag> flags = ServiceFlag.of(bits); // bit 1 is the kernel's
            VirtualService service =
                VirtualService.of(
                    tcp("10.0.0.1", port++),
                    // the tool saves no third flag of these
                    flags.contains(ServiceFlag.SCHEDULER_3) ? "lc" : bits % 3 == 0 ? "sh" : "mh");
            if (flags.contains(ServiceFlag.PERSISTENT)) {
              service = service.persistent(bits + 1L);
            }
            services.add(service.withFlags(flags));
          }
          services.add(
              VirtualService.of(
                      new ServiceKey.ByAddress(address("10.0.0.1"), Protocol.UDP, 5060), "rr")
                  .persistent(60)
                  .withPersistenceEngine("sip"));
          for (VirtualService service : services) {
            client.execute(new IpvsChange.AddService(service));
          }
          assertThat(client.services())
              .extracting(ObservedService::service)
              .containsExactlyInAnyOrderElementsOf(services);
          assertThat(saved(client))
              .containsExactlyInAnyOrderElementsOf(
                  services.stream().map(IpvsClientContract::line).toList());
        });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.244.0.1, 10.244.0.2", "fd00::1, fd44::1, fd44::2"})
  void serversAreAddedChangedAndDeleted(String vip, String first, String second) throws Exception {
    with(
        client -> {
          ServiceKey key = tcp(vip, 80);
          RealServer one = RealServer.masquerade(address(first), 8080, 3).withThresholds(100, 50);
          RealServer two =
              RealServer.of(new RealServerKey(address(second), 80), ForwardMethod.ROUTE, 1);
          client.execute(new IpvsChange.AddService(VirtualService.of(key, "wrr")));
          client.execute(new IpvsChange.AddServer(key, one));
          client.execute(new IpvsChange.AddServer(key, two));
          assertThat(client.servers(key))
              .containsExactlyInAnyOrder(
                  new ObservedRealServer(one, 0, 0, 0, TrafficStats.ZERO),
                  new ObservedRealServer(two, 0, 0, 0, TrafficStats.ZERO));
          assertThat(saved(client)).contains(line(key, one), line(key, two)).hasSize(3);
          assertThat(errno(client, new IpvsChange.AddServer(key, one))).isEqualTo(EEXIST);

          client.execute(new IpvsChange.SetServer(key, one.withWeight(0)));
          client.execute(
              new IpvsChange.SetServer(
                  key, two.withTunnel(new Tunnel(TunnelType.GUE, 5555, true, false))));
          assertThat(saved(client))
              .contains(
                  line(key, one.withWeight(0)),
                  line(key, two.withTunnel(new Tunnel(TunnelType.GUE, 5555, true, false))));

          client.execute(new IpvsChange.DeleteServer(key, one.key()));
          assertThat(client.servers(key)).hasSize(1);
          assertThat(errno(client, new IpvsChange.DeleteServer(key, one.key()))).isEqualTo(ENOENT);
          assertThat(errno(client, new IpvsChange.SetServer(key, one))).isEqualTo(ENOENT);
          client.execute(new IpvsChange.DeleteService(key));
          assertThat(client.servers(key)).isEmpty(); // no service: no servers, and no error
          assertThat(errno(client, new IpvsChange.AddServer(key, one))).isEqualTo(ESRCH);
          assertThat(errno(client, new IpvsChange.SetServer(key, one))).isEqualTo(ESRCH);
          assertThat(errno(client, new IpvsChange.DeleteServer(key, one.key()))).isEqualTo(ESRCH);
        });
  }

  @Test
  void everyWayOfForwardingIsKept() throws Exception {
    with(
        client -> {
          ServiceKey key = tcp("10.0.0.1", 80);
          client.execute(new IpvsChange.AddService(VirtualService.of(key, "rr")));
          List<RealServer> servers = new ArrayList<>();
          int host = 1;
          for (ForwardMethod method :
              List.of(ForwardMethod.MASQUERADE, ForwardMethod.TUNNEL, ForwardMethod.ROUTE)) {
            servers.add(
                RealServer.of(new RealServerKey(address("10.244.0." + host++), 80), method, 1));
          }
          for (TunnelType type : TunnelType.values()) {
            for (int flags = 0; flags < 3; flags++) {
              RealServer server =
                  RealServer.masquerade(address("10.244.0." + host++), 80, 1)
                      .withTunnel(
                          new Tunnel(
                              type,
                              type == TunnelType.GUE ? 6080 : 0,
                              flags == 1,
                              type == TunnelType.GUE && flags == 2));
              if (type != TunnelType.IPIP || flags == 0) {
                servers.add(server);
              }
            }
          }
          servers.add( // of the other family, which only a tunnel reaches
              RealServer.masquerade(address("fd44::1"), 80, 1).withTunnel(Tunnel.IPIP));
          for (RealServer server : servers) {
            client.execute(new IpvsChange.AddServer(key, server));
          }
          assertThat(client.servers(key))
              .extracting(ObservedRealServer::server)
              .containsExactlyInAnyOrderElementsOf(servers);
          assertThat(saved(client))
              .containsAll(servers.stream().map(s -> line(key, s)).toList())
              .hasSize(1 + servers.size());
        });
  }

  @Test
  void whatTheKernelRefuses() throws Exception {
    with(
        client -> {
          ServiceKey four = tcp("10.0.0.1", 80);
          ServiceKey six = tcp("fd00::1", 80);
          assertThat(errno(client, new IpvsChange.AddService(VirtualService.of(four, "nosuch"))))
              .isEqualTo(ENOENT);
          assertThat(
                  errno(
                      client,
                      new IpvsChange.AddService(
                          VirtualService.of(four, "rr").withPersistenceEngine("nosuch"))))
              .isEqualTo(ENOENT);
          assertThat(
                  errno(
                      client,
                      new IpvsChange.AddService(
                          VirtualService.of(six, "rr").withNetmask(new Netmask(true, 0)))))
              .isEqualTo(EINVAL);
          client.execute(new IpvsChange.AddService(VirtualService.of(four, "rr")));
          client.execute(new IpvsChange.AddService(VirtualService.of(six, "rr")));
          for (String none : List.of("0.0.0.0", "255.255.255.255", "224.0.0.1", "239.1.2.3")) {
            RealServer server = RealServer.masquerade(address(none), 80, 1);
            assertThat(errno(client, new IpvsChange.AddServer(four, server)))
                .as(none)
                .isEqualTo(EINVAL);
          }
          for (String none : List.of("::", "ff02::1", "fe80::1")) {
            RealServer server = RealServer.masquerade(address(none), 80, 1);
            assertThat(errno(client, new IpvsChange.AddServer(six, server)))
                .as(none)
                .isEqualTo(EINVAL);
          }
          for (String good : List.of("127.0.0.1", "10.0.0.255", "240.0.0.1", "0.1.2.3")) {
            client.execute(
                new IpvsChange.AddServer(four, RealServer.masquerade(address(good), 80, 1)));
          }
          client.execute(
              new IpvsChange.AddServer(six, RealServer.masquerade(address("::1"), 80, 1)));
          RealServer other = RealServer.masquerade(address("fd44::1"), 80, 1);
          assertThat(errno(client, new IpvsChange.AddServer(four, other))).isEqualTo(EINVAL);
          RealServer server = RealServer.masquerade(address("10.244.0.1"), 80, 1);
          assertThat(errno(client, new IpvsChange.AddServer(four, server.withThresholds(5, 6))))
              .isEqualTo(ERANGE);
          assertThat(
                  errno(
                      client,
                      new IpvsChange.AddServer(
                          four, server.withTunnel(new Tunnel(TunnelType.GUE, 0, false, false)))))
              .isEqualTo(EINVAL);
          assertThat(saved(client)).hasSize(7);
        });
  }

  @Test
  void aRefusedChangeStopsNoneBehindItAndIsToldInTheToolsWords() throws Exception {
    with(
        client -> {
          VirtualService service = VirtualService.of(tcp("10.0.0.1", 80), "rr");
          RealServer server = RealServer.masquerade(address("10.244.0.1"), 80, 1);
          List<Optional<KernelException>> results =
              client.apply(
                  List.of(
                      new IpvsChange.AddServer(service.key(), server),
                      new IpvsChange.AddService(service),
                      new IpvsChange.AddService(service),
                      new IpvsChange.AddServer(service.key(), server)));
          assertThat(results)
              .extracting(Optional::isPresent)
              .containsExactly(true, false, true, false);
          assertThat(results.get(0).orElseThrow())
              .hasMessageContaining("ipvsadm -a -t 10.0.0.1:80 -r 10.244.0.1:80 -m -w 1")
              .hasMessageContaining("ESRCH");
          assertThat(results.get(0).orElseThrow().isNotFound()).isTrue();
          assertThat(results.get(2).orElseThrow().isAlreadyExists()).isTrue();
          assertThat(saved(client))
              .containsExactlyInAnyOrder(line(service), line(service.key(), server));
          assertThatThrownBy(() -> client.execute(new IpvsChange.AddService(service)))
              .isInstanceOf(KernelException.class);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "MASTER, 224.0.1.2, 1, 1",
    "BACKUP, 224.0.1.2, 1, 1024",
    "MASTER, 224.0.1.2, 65535, 65507",
    "BACKUP, ff05::1, 65535, 65487",
    "MASTER, ff05::1, 0, 1452"
  })
  void aDaemonsLongestMessageFitsIntoAPacket(DaemonState state, String group, int asked, int given)
      throws Exception {
    with(
        client -> {
          client.execute(
              new IpvsChange.StartDaemon(
                  new SyncDaemon(state, "d0", 9, asked, Optional.of(address(group)), 8849, 1)));
          assertThat(client.daemons()).extracting(SyncDaemon::maxLength).containsExactly(given);
          client.execute(new IpvsChange.StopDaemon(state));
        });
  }

  @Test
  void daemonsAreStartedListedAndStopped() throws Exception {
    with(
        client -> {
          assertThat(client.daemons()).isEmpty();
          SyncDaemon master = SyncDaemon.of(DaemonState.MASTER, "d0", 7);
          SyncDaemon backup =
              new SyncDaemon(
                  DaemonState.BACKUP, "d0", 9, 1400, Optional.of(address("224.0.1.2")), 8849, 3);
          client.execute(new IpvsChange.StartDaemon(master));
          client.execute(new IpvsChange.StartDaemon(backup));
          assertThat(client.daemons())
              .containsExactlyInAnyOrder(
                  new SyncDaemon(
                      DaemonState.MASTER,
                      "d0",
                      7,
                      1472,
                      Optional.of(address("224.0.0.81")),
                      8848,
                      1),
                  backup);
          assertThat(errno(client, new IpvsChange.StartDaemon(master))).isEqualTo(EEXIST);
          assertThat(
                  errno(
                      client,
                      new IpvsChange.StartDaemon(SyncDaemon.of(DaemonState.MASTER, "none", 7))))
              .isEqualTo(ENODEV);
          // while one runs, no service has servers of both families
          ServiceKey key = tcp("10.0.0.1", 80);
          RealServer mixed =
              RealServer.masquerade(address("fd44::1"), 80, 1).withTunnel(Tunnel.IPIP);
          client.execute(new IpvsChange.AddService(VirtualService.of(key, "rr")));
          assertThat(errno(client, new IpvsChange.AddServer(key, mixed))).isEqualTo(EINVAL);
          client.execute(new IpvsChange.StopDaemon(DaemonState.MASTER));
          client.execute(new IpvsChange.StopDaemon(DaemonState.BACKUP));
          assertThat(client.daemons()).isEmpty();
          assertThat(errno(client, new IpvsChange.StopDaemon(DaemonState.MASTER))).isEqualTo(ESRCH);
          // and while one has, none starts
          client.execute(new IpvsChange.AddServer(key, mixed));
          assertThat(errno(client, new IpvsChange.StartDaemon(master))).isEqualTo(EINVAL);
          assertThat(
                  errno(
                      client,
                      new IpvsChange.StartDaemon(
                          new SyncDaemon(
                              DaemonState.BACKUP,
                              "d0",
                              9,
                              0,
                              Optional.of(address("10.0.0.1")),
                              0,
                              0))))
              .isEqualTo(EINVAL);
        });
  }

  @Test
  void timeoutsAreSetOneByOne() throws Exception {
    with(
        client -> {
          IpvsTimeouts before = client.timeouts();
          assertThat(before).isEqualTo(new IpvsTimeouts(900, 120, 300));
          client.setTimeouts(new IpvsTimeouts(7200, 0, 0));
          client.setTimeouts(new IpvsTimeouts(0, 60, 0));
          assertThat(client.timeouts()).isEqualTo(new IpvsTimeouts(7200, 60, 300));
          assertThat(
                  errno(
                      client,
                      new IpvsChange.SetTimeouts(new IpvsTimeouts(Integer.MAX_VALUE, 0, 0))))
              .isEqualTo(EINVAL);
          assertThat(client.timeouts()).isEqualTo(new IpvsTimeouts(7200, 60, 300));
        });
  }

  @Test
  void countersAreZeroedAndTheTableFlushed() throws Exception {
    with(
        client -> {
          ServiceKey key = tcp("10.0.0.1", 80);
          client.execute(new IpvsChange.AddService(VirtualService.of(key, "rr")));
          client.execute(
              new IpvsChange.AddServer(key, RealServer.masquerade(address("10.244.0.1"), 80, 1)));
          client.execute(new IpvsChange.Zero(Optional.of(key)));
          client.execute(new IpvsChange.Zero(Optional.empty()));
          assertThat(errno(client, new IpvsChange.Zero(Optional.of(tcp("10.0.0.2", 80)))))
              .isEqualTo(ESRCH);
          client.execute(new IpvsChange.Flush());
          assertThat(saved(client)).isEmpty();
          client.execute(new IpvsChange.Flush()); // nothing there: no error
        });
  }

  @Test
  void theVersionIsThatOfTheHeader() throws Exception {
    with(
        client -> {
          assertThat(client.info().versionText()).isEqualTo("1.2.1");
          assertThat(client.info().connectionTableSize()).isPositive();
        });
  }

  /** Services and servers of all kinds, several hundred, as they come. */
  @Test
  void whateverACorpusHoldsIsKept() throws Exception {
    with(
        client -> {
          IpvsCorpus corpus = new IpvsCorpus(3);
          Map<ServiceKey, VirtualService> services = new LinkedHashMap<>();
          List<String> lines = new ArrayList<>();
          List<IpvsChange> changes = new ArrayList<>();
          while (services.size() < 150) {
            VirtualService service = corpus.service();
            if (services.putIfAbsent(service.key(), service) == null) {
              changes.add(new IpvsChange.AddService(service));
              lines.add(line(service));
              Map<RealServerKey, RealServer> servers = new LinkedHashMap<>();
              for (int i = 0; i < 4; i++) {
                RealServer server = corpus.server(service.key());
                if (servers.putIfAbsent(server.key(), server) == null) {
                  changes.add(new IpvsChange.AddServer(service.key(), server));
                  lines.add(line(service.key(), server));
                }
              }
            }
          }
          assertThat(client.apply(changes)).allMatch(Optional::isEmpty);
          assertThat(client.services())
              .extracting(ObservedService::service)
              .containsExactlyInAnyOrderElementsOf(services.values());
          assertThat(saved(client)).containsExactlyInAnyOrderElementsOf(lines);
        });
  }
}
