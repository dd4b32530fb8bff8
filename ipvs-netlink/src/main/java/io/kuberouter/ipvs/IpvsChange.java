package io.kuberouter.ipvs;

/** One change of the IPVS table. */
public sealed interface IpvsChange {

  /** {@code IPVS_CMD_NEW_SERVICE}. */
  record AddService(VirtualService service) implements IpvsChange {}

  /** {@code IPVS_CMD_SET_SERVICE}. */
  record SetService(VirtualService service) implements IpvsChange {}

  /** {@code IPVS_CMD_DEL_SERVICE}. */
  record DeleteService(ServiceKey key) implements IpvsChange {}

  /** {@code IPVS_CMD_NEW_DEST}. */
  record AddServer(ServiceKey service, RealServer server) implements IpvsChange {}

  /** {@code IPVS_CMD_SET_DEST}. */
  record SetServer(ServiceKey service, RealServer server) implements IpvsChange {}

  /** {@code IPVS_CMD_DEL_DEST}. */
  record DeleteServer(ServiceKey service, RealServerKey server) implements IpvsChange {}
}
