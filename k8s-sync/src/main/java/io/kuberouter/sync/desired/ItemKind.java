package io.kuberouter.sync.desired;

/** The kinds of thing that a node carries for us. */
public enum ItemKind {
  KERNEL_MODULE,
  DEVICE,
  SYSCTL,
  CNI_CONF,
  IP_SET,
  SET_ENTRY,
  IPVS_SERVICE,
  IPVS_SERVER,
  IPVS_TIMEOUTS,
  CHAIN_PART,
  HOOK_RULE,
  ADDRESS,
  ROUTE,
  POLICY_RULE,
  BGP_PEER,
  BGP_ROUTE
}
