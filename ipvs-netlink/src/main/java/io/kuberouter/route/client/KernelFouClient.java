package io.kuberouter.route.client;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.route.FouPort;
import io.kuberouter.route.codec.FouCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Foo over UDP of the running kernel, over generic netlink. */
public final class KernelFouClient implements FouClient {

  private final NetlinkConnection connection;
  private final int family;

  private KernelFouClient(NetlinkConnection connection, int family) {
    this.connection = connection;
    this.family = family;
  }

  /**
   * Opens the caller's network namespace.
   *
   * @throws KernelException not found when the kernel has no FoU: {@code modprobe fou}
   */
  public static KernelFouClient open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /**
   * Opens the options' network namespace.
   *
   * @throws KernelException not found when the kernel has no FoU: {@code modprobe fou}
   */
  public static KernelFouClient open(NetlinkOptions options) throws IOException {
    NetlinkConnection connection = NetlinkConnection.open(NetlinkProtocol.GENERIC, options);
    try {
      return new KernelFouClient(connection, connection.family("fou").id());
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public List<FouPort> ports() throws IOException {
    return connection.dump(
        new NetlinkMessage(family, 0, FouCodec.list(), "ip fou show"),
        (type, message) -> Optional.of(FouCodec.decode(message)));
  }

  @Override
  public void add(FouPort port) throws IOException {
    connection.execute(
        new NetlinkMessage(family, 0, FouCodec.add(port), () -> "ip fou add " + port));
  }

  @Override
  public void delete(FouPort port) throws IOException {
    connection.execute(
        new NetlinkMessage(family, 0, FouCodec.delete(port), () -> "ip fou del " + port));
  }

  @Override
  public void close() {
    connection.close();
  }
}
