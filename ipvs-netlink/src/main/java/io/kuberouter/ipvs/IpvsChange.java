package io.kuberouter.ipvs;

import java.util.Optional;

/** One change of the IPVS table: every command of {@code linux/ip_vs.h} that changes something. */
public sealed interface IpvsChange {

  /** {@code IPVS_CMD_NEW_SERVICE}. */
  record AddService(VirtualService service) implements IpvsChange {}

  /** {@code IPVS_CMD_SET_SERVICE}. */
  record SetService(VirtualService service) implements IpvsChange {}

  /** {@code IPVS_CMD_DEL_SERVICE}, with its servers. */
  record DeleteService(ServiceKey key) implements IpvsChange {}

  /** {@code IPVS_CMD_NEW_DEST}. */
  record AddServer(ServiceKey service, RealServer server) implements IpvsChange {}

  /** {@code IPVS_CMD_SET_DEST}. */
  record SetServer(ServiceKey service, RealServer server) implements IpvsChange {}

  /** {@code IPVS_CMD_DEL_DEST}: new connections go elsewhere, old ones end with their client. */
  record DeleteServer(ServiceKey service, RealServerKey server) implements IpvsChange {}

  /** {@code IPVS_CMD_NEW_DAEMON}. */
  record StartDaemon(SyncDaemon daemon) implements IpvsChange {}

  /** {@code IPVS_CMD_DEL_DAEMON}. */
  record StopDaemon(DaemonState state) implements IpvsChange {}

  /** {@code IPVS_CMD_SET_CONFIG}; a timeout of 0 stays as it is. */
  record SetTimeouts(IpvsTimeouts timeouts) implements IpvsChange {}

  /** {@code IPVS_CMD_ZERO}: the counters of a service and its servers, or of all. */
  record Zero(Optional<ServiceKey> service) implements IpvsChange {}

  /** {@code IPVS_CMD_FLUSH}: deletes all services of the namespace, whoever made them. */
  record Flush() implements IpvsChange {}
}
