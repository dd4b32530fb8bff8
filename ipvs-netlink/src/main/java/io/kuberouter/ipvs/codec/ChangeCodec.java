package io.kuberouter.ipvs.codec;

import io.kuberouter.ipvs.DaemonState;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Optional;

/**
 * {@link IpvsChange} ↔ a whole message behind the netlink header.
 *
 * <pre>
 * struct genlmsghdr(4) { SERVICE, DEST, DAEMON or TIMEOUT_…, by command }
 * </pre>
 */
public final class ChangeCodec {

  private ChangeCodec() {}

  /** Writes a change. */
  public static void encode(IpvsChange change, AttributeWriter out) {
    if (change instanceof IpvsChange.AddService c) {
      IpvsCommand.NEW_SERVICE.header(out);
      ServiceCodec.encode(c.service(), out);
    } else if (change instanceof IpvsChange.SetService c) {
      IpvsCommand.SET_SERVICE.header(out);
      ServiceCodec.encode(c.service(), out);
    } else if (change instanceof IpvsChange.DeleteService c) {
      IpvsCommand.DEL_SERVICE.header(out);
      ServiceKeyCodec.encodeAlone(c.key(), out);
    } else if (change instanceof IpvsChange.AddServer c) {
      IpvsCommand.NEW_DEST.header(out);
      ServiceKeyCodec.encodeAlone(c.service(), out);
      RealServerCodec.encode(c.server(), out);
    } else if (change instanceof IpvsChange.SetServer c) {
      IpvsCommand.SET_DEST.header(out);
      ServiceKeyCodec.encodeAlone(c.service(), out);
      RealServerCodec.encode(c.server(), out);
    } else if (change instanceof IpvsChange.DeleteServer c) {
      IpvsCommand.DEL_DEST.header(out);
      ServiceKeyCodec.encodeAlone(c.service(), out);
      RealServerCodec.encodeKey(c.server(), out);
    } else if (change instanceof IpvsChange.StartDaemon c) {
      IpvsCommand.NEW_DAEMON.header(out);
      DaemonCodec.encode(c.daemon(), out);
    } else if (change instanceof IpvsChange.StopDaemon c) {
      IpvsCommand.DEL_DAEMON.header(out);
      DaemonCodec.encodeState(c.state(), out);
    } else if (change instanceof IpvsChange.SetTimeouts c) {
      IpvsCommand.SET_CONFIG.header(out);
      TimeoutsCodec.encode(c.timeouts(), out);
    } else if (change instanceof IpvsChange.Zero c) {
      IpvsCommand.ZERO.header(out);
      c.service().ifPresent(key -> ServiceKeyCodec.encodeAlone(key, out));
    } else if (change instanceof IpvsChange.Flush) {
      IpvsCommand.FLUSH.header(out);
    } else {
      throw new AssertionError(change); // sealed; IpvsCodecTest walks the permitted classes
    }
  }

  /**
   * {@return the change that a message asks for: what was sent, by whichever program}
   *
   * @throws WireFormatException also for a message that changes nothing, or whose service is of a
   *     protocol that we have no name for
   */
  public static IpvsChange decode(AttributeReader in) throws WireFormatException {
    IpvsCommand command = IpvsCommand.of(in.rawU8());
    in.skip(IpvsCommand.HEADER_BYTES - 1);
    if (command == IpvsCommand.SET_CONFIG) {
      return new IpvsChange.SetTimeouts(TimeoutsCodec.attributes(in));
    }
    Optional<VirtualService> service = Optional.empty();
    Optional<AttributeReader> server = Optional.empty();
    Optional<AttributeReader> daemon = Optional.empty();
    boolean named = false;
    while (in.next()) {
      switch (CommandAttribute.of(in.type())) {
        case SERVICE -> {
          named = true;
          service = ServiceCodec.attributes(in.nested()).map(ObservedService::service);
        }
        case DEST -> server = Optional.of(in.nested());
        case DAEMON -> daemon = Optional.of(in.nested());
        default -> {} // later kernels take more
      }
    }
    return switch (command) {
      case NEW_SERVICE -> new IpvsChange.AddService(there(service, command));
      case SET_SERVICE -> new IpvsChange.SetService(there(service, command));
      case DEL_SERVICE -> new IpvsChange.DeleteService(there(service, command).key());
      case NEW_DEST, SET_DEST, DEL_DEST ->
          server(command, there(service, command).key(), there(server, command));
      case NEW_DAEMON -> new IpvsChange.StartDaemon(DaemonCodec.attributes(there(daemon, command)));
      case DEL_DAEMON -> new IpvsChange.StopDaemon(stopped(there(daemon, command)));
      case ZERO ->
          new IpvsChange.Zero(
              named ? Optional.of(there(service, command).key()) : Optional.empty());
      case FLUSH -> new IpvsChange.Flush();
      case UNSPEC, GET_SERVICE, GET_DEST, GET_DAEMON, SET_CONFIG, GET_CONFIG, SET_INFO, GET_INFO ->
          throw new WireFormatException("IPVS_CMD_" + command + " changes nothing");
    };
  }

  private static IpvsChange server(IpvsCommand command, ServiceKey service, AttributeReader in)
      throws WireFormatException {
    ObservedRealServer server = RealServerCodec.attributes(in, service.ipv6());
    return switch (command) {
      case NEW_DEST -> new IpvsChange.AddServer(service, server.server());
      case SET_DEST -> new IpvsChange.SetServer(service, server.server());
      default -> new IpvsChange.DeleteServer(service, server.server().key());
    };
  }

  private static DaemonState stopped(AttributeReader in) throws WireFormatException {
    while (in.next()) {
      if (in.type() == DaemonAttribute.STATE.type) {
        return DaemonCodec.state(in);
      }
    }
    throw new WireFormatException("no IPVS_DAEMON_ATTR_STATE in IPVS_CMD_DEL_DAEMON");
  }

  private static <T> T there(Optional<T> part, IpvsCommand command) throws WireFormatException {
    if (part.isEmpty()) {
      throw new WireFormatException(
          "IPVS_CMD_"
              + command
              + " lacks its service, server or daemon, or they are of no kind"
              + " that is known");
    }
    return part.get();
  }
}
