package io.kuberouter.iptables.evaluate;

/** The routing of the machine, which the rules themselves do not say. */
@FunctionalInterface
public interface Routing {

  /**
   * {@return the packet as it is after routing: {@link Packet#withInterfaces} with the outgoing
   * interface, or without one and {@link Packet#withLocal} where it is for this machine}
   */
  Packet route(Packet packet);
}
