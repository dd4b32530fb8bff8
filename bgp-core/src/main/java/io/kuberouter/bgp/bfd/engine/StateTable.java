package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdState;

/** The state machine of RFC 5880 section 6.2, as section 6.8.6 words it. */
public final class StateTable {

  private StateTable() {}

  /**
   * {@return the state after a packet}
   *
   * @param local ours; not AdminDown, in which packets are discarded
   * @param received the packet's
   */
  public static BfdState next(BfdState local, BfdState received) {
    return switch (local) {
      case ADMIN_DOWN -> BfdState.ADMIN_DOWN;
      case DOWN -> fromDown(received);
      case INIT -> fromInit(received);
      case UP -> fromUp(received);
    };
  }

  private static BfdState fromDown(BfdState received) {
    return switch (received) {
      case DOWN -> BfdState.INIT; // "If received State is Down, set bfd.SessionState to Init"
      case INIT -> BfdState.UP; // "Else if received State is Init, set bfd.SessionState to Up"
      case ADMIN_DOWN, UP -> BfdState.DOWN;
    };
  }

  private static BfdState fromInit(BfdState received) {
    return switch (received) {
      case INIT, UP -> BfdState.UP; // "If received State is Init or Up, set ... to Up"
      case DOWN -> BfdState.INIT;
      case ADMIN_DOWN -> BfdState.DOWN;
    };
  }

  private static BfdState fromUp(BfdState received) {
    return switch (received) {
      case INIT, UP -> BfdState.UP;
      case DOWN, ADMIN_DOWN -> BfdState.DOWN; // "Set bfd.SessionState to Down"
    };
  }
}
