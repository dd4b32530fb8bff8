package io.kuberouter.ipvs.client;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.codec.IpvsCodec;
import io.kuberouter.ipvs.codec.IpvsCodec.Command;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.wire.AttributeWriter;
import java.io.IOException;
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
      return new KernelIpvsClient(connection, connection.family("IPVS").id());
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private NetlinkMessage message(AttributeWriter out, String text) {
    return new NetlinkMessage(family, 0, out.toBytes(), text);
  }

  @Override
  public List<ObservedService> services() throws IOException {
    return connection.dump(
        message(IpvsCodec.begin(Command.GET_SERVICE), "list IPVS services"),
        (type, payload) -> IpvsCodec.decodeService(payload.rest()));
  }

  @Override
  public List<ObservedRealServer> servers(ServiceKey service) throws IOException {
    AttributeWriter out = IpvsCodec.begin(Command.GET_DEST);
    IpvsCodec.encodeKey(service, out);
    boolean six =
        service instanceof ServiceKey.ByAddress a
            ? a.address().getAddress().length == 16
            : ((ServiceKey.ByMark) service).ipv6();
    return connection.dump(
        message(out, "list servers of " + service),
        (type, payload) -> Optional.of(IpvsCodec.decodeServer(payload.rest(), six)));
  }

  @Override
  public List<Optional<KernelException>> apply(List<IpvsChange> changes) throws IOException {
    return connection.batch(
        changes.stream().map(c -> message(encode(c), IpvsadmSave.command(c))).toList());
  }

  private static AttributeWriter encode(IpvsChange change) {
    AttributeWriter out;
    if (change instanceof IpvsChange.AddService c) {
      out = IpvsCodec.begin(Command.NEW_SERVICE);
      IpvsCodec.encodeService(c.service(), out);
    } else if (change instanceof IpvsChange.SetService c) {
      out = IpvsCodec.begin(Command.SET_SERVICE);
      IpvsCodec.encodeService(c.service(), out);
    } else if (change instanceof IpvsChange.DeleteService c) {
      out = IpvsCodec.begin(Command.DEL_SERVICE);
      IpvsCodec.encodeKey(c.key(), out);
    } else if (change instanceof IpvsChange.AddServer c) {
      out = IpvsCodec.begin(Command.NEW_DEST);
      IpvsCodec.encodeKey(c.service(), out);
      IpvsCodec.encodeServer(c.server(), out);
    } else if (change instanceof IpvsChange.SetServer c) {
      out = IpvsCodec.begin(Command.SET_DEST);
      IpvsCodec.encodeKey(c.service(), out);
      IpvsCodec.encodeServer(c.server(), out);
    } else if (change instanceof IpvsChange.DeleteServer c) {
      out = IpvsCodec.begin(Command.DEL_DEST);
      IpvsCodec.encodeKey(c.service(), out);
      IpvsCodec.encodeServerKey(c.server(), out);
    } else {
      throw new AssertionError(change);
    }
    return out;
  }

  @Override
  public IpvsTimeouts timeouts() throws IOException {
    return connection.get(
        message(IpvsCodec.begin(Command.GET_CONFIG), "read IPVS timeouts"),
        (type, payload) -> Optional.of(IpvsCodec.decodeTimeouts(payload.rest())));
  }

  @Override
  public void setTimeouts(IpvsTimeouts timeouts) throws IOException {
    AttributeWriter out = IpvsCodec.begin(Command.SET_CONFIG);
    IpvsCodec.encodeTimeouts(timeouts, out);
    connection.execute(message(out, "set IPVS timeouts"));
  }

  @Override
  public void close() {
    connection.close();
  }
}
