package io.kuberouter.sync.plan;

/**
 * The order of a plan. A set is there before a rule names it and goes after the last rule that did;
 * an accept set is filled before the set that leads to the reject; a service answers only when its
 * servers are there; an address is announced last and withdrawn first; under default deny a pod
 * counts as one with rules as long as they stand.
 */
public enum Phase {
  WITHDRAW_ROUTES,
  REMOVE_PEERS,
  LOAD_MODULES,
  ADD_DEVICES,
  SETTINGS,
  FILES,
  RELEASE_SETS,
  CREATE_SETS,
  FILL_SETS,
  ADD_SERVICES,
  ADD_SERVERS,
  CLOSE_PODS,
  FIREWALL,
  OPEN_PODS,
  OPEN_SERVICE_ADDRESSES,
  ADD_ADDRESSES,
  ADD_ROUTES,
  ADD_PEERS,
  ANNOUNCE_ROUTES,
  CLOSE_SERVICE_ADDRESSES,
  DELETE_ROUTES,
  DELETE_ADDRESSES,
  DELETE_SERVERS,
  DELETE_SERVICES,
  FORGET_FLOWS,
  EMPTY_SETS,
  DESTROY_SETS,
  DELETE_DEVICES
}
