package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.engine.BfdAction;
import java.util.Optional;

/** What BFD says of the path to one neighbour, and what that is to its BGP session (RFC 5882). */
final class PathState {

  private BfdState local = BfdState.DOWN;
  private BfdState remote = BfdState.DOWN;
  private String why = "the neighbour has not been heard yet";

  /** {@return whether the BGP session must end} */
  boolean changed(BfdAction.StateChanged change) {
    local = change.to();
    remote = change.remote();
    why =
        change.to() == BfdState.UP
            ? "both hear each other"
            : remote == BfdState.ADMIN_DOWN
                ? "the neighbour's is administratively down"
                : change.diagnostic().toString();
    // section 3.2: "SHOULD NOT indicate a connectivity failure" when it "transitions to AdminDown"
    return change.from() == BfdState.UP
        && change.to() == BfdState.DOWN
        && remote != BfdState.ADMIN_DOWN;
  }

  /** BFD cannot be had. */
  void refused(String reason) {
    local = BfdState.DOWN;
    why = reason;
  }

  /**
   * {@return whether a BGP session may begin: section 4.1, "If the session state on either the
   * local or remote system (if known) is AdminDown ... MUST be allowed"}
   */
  boolean allows(PeerConfig config) {
    return config.bfd().filter(PeerConfig.Bfd::required).isEmpty()
        || local == BfdState.UP
        || local == BfdState.ADMIN_DOWN
        || remote == BfdState.ADMIN_DOWN;
  }

  String why() {
    return why;
  }

  Optional<PeerStatus.Path> status(PeerConfig config) {
    return config.bfd().map(b -> new PeerStatus.Path(local, why));
  }
}
