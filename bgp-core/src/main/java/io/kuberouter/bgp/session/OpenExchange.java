package io.kuberouter.bgp.session;

import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.OctetString;
import org.jspecify.annotations.Nullable;

/** The OPENs of a session, and what both sides have agreed on by them. On the event loop. */
final class OpenExchange {

  private final SessionParameters initial;
  private SessionParameters agreed;
  private @Nullable OpenMessage ours;
  private @Nullable OpenMessage theirs;
  private OctetString theirOctets = OctetString.EMPTY;

  /** Creates one in which nobody has spoken yet. */
  OpenExchange(SessionParameters initial) {
    this.initial = initial;
    this.agreed = initial;
  }

  /** {@return what is agreed on: before both have said OPEN, what holds before a session} */
  SessionParameters agreed() {
    return agreed;
  }

  /** {@return our OPEN as it went; empty before} */
  OctetString ourOctets() {
    return ours == null ? OctetString.EMPTY : OctetString.of(MessageCodec.encode(ours, initial));
  }

  /** {@return the neighbour's last OPEN as it came; empty before} */
  OctetString theirOctets() {
    return theirOctets;
  }

  /** We have said OPEN. */
  void said(OpenMessage open) {
    ours = open;
    agree();
  }

  /** An OPEN has come, which may be refused yet. */
  void came(OctetString octets) {
    theirOctets = octets;
  }

  /** The neighbour's OPEN is taken. */
  void taken(OpenMessage open) {
    theirs = open;
    agree();
  }

  private void agree() {
    if (ours != null && theirs != null) {
      agreed = SessionParameters.negotiate(ours, theirs);
    }
  }

  /** The connection has ended: nobody has spoken. */
  void forget() {
    ours = null;
    theirs = null;
    agreed = initial;
  }
}
