package io.kuberouter.ipvs.client;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.IpvsInfo;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.SyncDaemon;
import io.kuberouter.ipvs.codec.ChangeCodec;
import io.kuberouter.ipvs.codec.DaemonCodec;
import io.kuberouter.ipvs.codec.InfoCodec;
import io.kuberouter.ipvs.codec.IpvsCommand;
import io.kuberouter.ipvs.codec.QueryCodec;
import io.kuberouter.ipvs.codec.RealServerCodec;
import io.kuberouter.ipvs.codec.ServiceCodec;
import io.kuberouter.ipvs.codec.TimeoutsCodec;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.wire.AttributeWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** IPVS of the running kernel, over generic netlink. */
public final class KernelIpvsClient implements IpvsClient {

  private final NetlinkConnection connection;
  private final int family;

  private KernelIpvsClient(NetlinkConnection connection, int family) {
    this.connection = connection;
    this.family = family;
  }

  /**
   * Opens the table of the caller's network namespace.
   *
   * @throws KernelException not found when the kernel has no IPVS: {@code modprobe ip_vs}
   */
  public static KernelIpvsClient open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /**
   * Opens the table of the options' network namespace.
   *
   * @throws KernelException not found when the kernel has no IPVS: {@code modprobe ip_vs}
   */
  public static KernelIpvsClient open(NetlinkOptions options) throws IOException {
    NetlinkConnection connection = NetlinkConnection.open(NetlinkProtocol.GENERIC, options);
    try {
      return new KernelIpvsClient(connection, connection.family(IpvsCommand.FAMILY).id());
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private NetlinkMessage message(byte[] payload, Supplier<String> words) {
    return new NetlinkMessage(family, 0, payload, words);
  }

  @Override
  public List<ObservedService> services() throws IOException {
    return connection.dump(
        message(QueryCodec.services(), () -> "list IPVS services"),
        (type, in) -> ServiceCodec.decode(in));
  }

  @Override
  public Optional<ObservedService> service(ServiceKey key) throws IOException {
    try {
      return Optional.of(
          connection.get(
              message(QueryCodec.service(key), () -> "read IPVS service " + key),
              (type, in) -> ServiceCodec.decode(in)));
    } catch (KernelException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<ObservedRealServer> servers(ServiceKey service) throws IOException {
    return connection.dump(
        serversOf(service), (type, in) -> Optional.of(RealServerCodec.decode(in, service.ipv6())));
  }

  private NetlinkMessage serversOf(ServiceKey service) {
    return message(QueryCodec.servers(service), () -> "list servers of " + service);
  }

  @Override
  public void forEachService(Consumer<ObservedService> each) throws IOException {
    connection.stream(
        message(QueryCodec.services(), () -> "list IPVS services"),
        (type, in) -> ServiceCodec.decode(in).ifPresent(each));
  }

  @Override
  public void forEachServer(ServiceKey service, Consumer<ObservedRealServer> each)
      throws IOException {
    connection.stream(
        serversOf(service), (type, in) -> each.accept(RealServerCodec.decode(in, service.ipv6())));
  }

  @Override
  public List<Optional<KernelException>> apply(List<IpvsChange> changes) throws IOException {
    List<NetlinkMessage> messages = new ArrayList<>(changes.size());
    AttributeWriter out = new AttributeWriter();
    for (IpvsChange change : changes) {
      ChangeCodec.encode(change, out.clear());
      messages.add(message(out.toBytes(), () -> IpvsadmSave.command(change)));
    }
    return connection.batch(messages);
  }

  @Override
  public IpvsTimeouts timeouts() throws IOException {
    return connection.get(
        message(QueryCodec.timeouts(), () -> "read IPVS timeouts"),
        (type, in) -> Optional.of(TimeoutsCodec.decode(in)));
  }

  @Override
  public IpvsInfo info() throws IOException {
    return connection.get(
        message(QueryCodec.info(), () -> "read IPVS version"),
        (type, in) -> Optional.of(InfoCodec.decode(in)));
  }

  @Override
  public List<SyncDaemon> daemons() throws IOException {
    return connection.dump(
        message(QueryCodec.daemons(), () -> "list IPVS daemons"),
        (type, in) -> Optional.of(DaemonCodec.decode(in)));
  }

  @Override
  public void close() {
    connection.close();
  }
}
