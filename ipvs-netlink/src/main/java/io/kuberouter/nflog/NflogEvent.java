package io.kuberouter.nflog;

/** What a reader of a group gets. */
public sealed interface NflogEvent {

  /** A logged packet. */
  record Packet(LoggedPacket packet) implements NflogEvent {}

  /** Packets found no room and are gone. */
  record Lost() implements NflogEvent {}
}
