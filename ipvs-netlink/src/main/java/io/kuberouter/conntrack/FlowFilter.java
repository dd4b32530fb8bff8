package io.kuberouter.conntrack;

import io.kuberouter.ipvs.Addresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Flows of one protocol to one address and port, as their senders wrote it.
 *
 * @param protocol of IP: 6 TCP, 17 UDP, …
 * @param replySource only flows that are answered from here: behind a virtual service, those of one
 *     real server; absent for all
 */
public record FlowFilter(
    int protocol, InetAddress destination, int destinationPort, Optional<InetAddress> replySource) {

  /** {@return whether a flow is one of these} */
  public boolean matches(Flow flow) {
    FlowTuple original = flow.original();
    return original.protocol() == protocol
        && original.destinationPort() == destinationPort
        && original.destination().equals(destination)
        && (replySource.isEmpty() || flow.reply().source().equals(replySource.get()));
  }

  /** {@return the arguments by which {@code conntrack} selects the same} */
  @Override
  public String toString() {
    return (destination.getAddress().length == 16 ? "-f ipv6 -p " : "-p ")
        + protocol
        + " --orig-dst "
        + Addresses.format(destination)
        + " --orig-port-dst "
        + destinationPort
        + replySource.map(source -> " --reply-src " + Addresses.format(source)).orElse("");
  }
}
