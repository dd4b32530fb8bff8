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
import io.kuberouter.netlink.connection.FamilyResolver;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.transport.jnr.JnrNetlinkTransport;
import io.kuberouter.netlink.wire.AttributeWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    NetlinkConnection connection =
        new NetlinkConnection(JnrNetlinkTransport.open(JnrNetlinkTransport.GENERIC));
    try {
      return new KernelIpvsClient(
          connection, FamilyResolver.resolve(connection, IpvsCommand.FAMILY));
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private NetlinkMessage message(byte[] payload, String text) {
    return new NetlinkMessage(family, 0, payload, text);
  }

  @Override
  public List<ObservedService> services() throws IOException {
    return connection.dump(
        message(QueryCodec.services(), "list IPVS services"),
        (type, payload) -> ServiceCodec.decode(payload));
  }

  @Override
  public Optional<ObservedService> service(ServiceKey key) throws IOException {
    try {
      return ServiceCodec.decode(
          connection.get(message(QueryCodec.service(key), "read IPVS service " + key)));
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
        message(QueryCodec.servers(service), "list servers of " + service),
        (type, payload) -> Optional.of(RealServerCodec.decode(payload, service.ipv6())));
  }

  @Override
  public List<Optional<KernelException>> apply(List<IpvsChange> changes) throws IOException {
    List<NetlinkMessage> messages = new ArrayList<>(changes.size());
    for (IpvsChange change : changes) {
      AttributeWriter out = new AttributeWriter();
      ChangeCodec.encode(change, out);
      messages.add(message(out.toBytes(), IpvsadmSave.command(change)));
    }
    return connection.batch(messages);
  }

  @Override
  public IpvsTimeouts timeouts() throws IOException {
    return TimeoutsCodec.decode(
        connection.get(message(QueryCodec.timeouts(), "read IPVS timeouts")));
  }

  @Override
  public IpvsInfo info() throws IOException {
    return InfoCodec.decode(connection.get(message(QueryCodec.info(), "read IPVS version")));
  }

  @Override
  public List<SyncDaemon> daemons() throws IOException {
    return connection.dump(
        message(QueryCodec.daemons(), "list IPVS daemons"),
        (type, payload) -> Optional.of(DaemonCodec.decode(payload)));
  }

  @Override
  public void close() {
    connection.close();
  }
}
