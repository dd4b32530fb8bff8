package io.kuberouter.ipvs;

import io.kuberouter.ipvs.text.IpvsadmSave;

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

  /** {@return the change as {@code ipvsadm} takes it} */
  static String command(IpvsChange change) {
    if (change instanceof AddService c) {
      return "ipvsadm -A " + IpvsadmSave.service(c.service());
    } else if (change instanceof SetService c) {
      return "ipvsadm -E " + IpvsadmSave.service(c.service());
    } else if (change instanceof DeleteService c) {
      return "ipvsadm -D " + IpvsadmSave.key(c.key());
    } else if (change instanceof AddServer c) {
      return "ipvsadm -a " + IpvsadmSave.key(c.service()) + " " + IpvsadmSave.server(c.server());
    } else if (change instanceof SetServer c) {
      return "ipvsadm -e " + IpvsadmSave.key(c.service()) + " " + IpvsadmSave.server(c.server());
    } else if (change instanceof DeleteServer c) {
      return "ipvsadm -d " + IpvsadmSave.key(c.service()) + " -r " + c.server();
    }
    throw new AssertionError(change);
  }
}
