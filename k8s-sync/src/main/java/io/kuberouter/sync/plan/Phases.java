package io.kuberouter.sync.plan;

import io.kuberouter.sync.desired.Item;
import java.util.Optional;

/** The phase in which an item comes, and the one in which it goes. */
final class Phases {

  private Phases() {}

  /** {@return when an item is made or changed} */
  static Phase ofCreate(Item item) {
    if (item instanceof Item.SetEntry entry) {
      return isVipGate(entry)
          ? Phase.OPEN_SERVICE_ADDRESSES
          : isPodGate(entry) ? Phase.OPEN_PODS : Phase.FILL_SETS;
    }
    return switch (item.key().kind()) {
      case KERNEL_MODULE -> Phase.LOAD_MODULES;
      case DEVICE -> Phase.ADD_DEVICES;
      case SYSCTL, IPVS_TIMEOUTS -> Phase.SETTINGS;
      case CNI_CONF -> Phase.FILES;
      case IP_SET -> Phase.CREATE_SETS;
      case SET_ENTRY -> Phase.FILL_SETS;
      case IPVS_SERVICE -> Phase.ADD_SERVICES;
      case IPVS_SERVER -> Phase.ADD_SERVERS;
      case CHAIN_PART, HOOK_RULE -> Phase.FIREWALL;
      case ADDRESS -> Phase.ADD_ADDRESSES;
      case ROUTE, POLICY_RULE -> Phase.ADD_ROUTES;
      case BGP_PEER -> Phase.ADD_PEERS;
      case BGP_ROUTE -> Phase.ANNOUNCE_ROUTES;
    };
  }

  /**
   * Empty for what stays when nobody asks for it: settings, the CNI file, the pods' bridge, kernel
   * modules, which others may use.
   */
  static Optional<Phase> ofDelete(Item item) {
    if (item instanceof Item.SetEntry entry) {
      return Optional.of(isVipGate(entry) ? Phase.CLOSE_SERVICE_ADDRESSES : Phase.EMPTY_SETS);
    }
    if (item instanceof Item.Device device && device.kind().equals("bridge")) {
      return Optional.empty();
    }
    return switch (item.key().kind()) {
      case DEVICE -> Optional.of(Phase.DELETE_DEVICES);
      case KERNEL_MODULE, SYSCTL, IPVS_TIMEOUTS, CNI_CONF -> Optional.empty();
      case IP_SET -> Optional.of(Phase.DESTROY_SETS);
      case SET_ENTRY -> Optional.of(Phase.EMPTY_SETS);
      case IPVS_SERVICE -> Optional.of(Phase.DELETE_SERVICES);
      case IPVS_SERVER -> Optional.of(Phase.DELETE_SERVERS);
      case CHAIN_PART, HOOK_RULE -> Optional.of(Phase.FIREWALL);
      case ADDRESS -> Optional.of(Phase.DELETE_ADDRESSES);
      case ROUTE, POLICY_RULE -> Optional.of(Phase.DELETE_ROUTES);
      case BGP_PEER -> Optional.of(Phase.REMOVE_PEERS);
      case BGP_ROUTE -> Optional.of(Phase.WITHDRAW_ROUTES);
    };
  }

  /** The set of the pods whose rules stand: entered after these, left before them. */
  static boolean isPodGate(Item item) {
    return item instanceof Item.SetEntry entry && entry.set().endsWith("kube-router-local-pods");
  }

  /** The set that leads packets to the reject rule: entered after the accepts, left before them. */
  private static boolean isVipGate(Item.SetEntry entry) {
    return entry.set().endsWith("kube-router-svip");
  }
}
