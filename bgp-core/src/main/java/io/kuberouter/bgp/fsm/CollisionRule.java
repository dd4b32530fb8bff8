package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.message.OpenMessage;

/** Which of two connections with one neighbour stays: RFC 4271 section 6.8. */
public final class CollisionRule {

  /** What becomes of the connection on which an OPEN has come, and of the other one. */
  public enum Verdict {
    /** Both go on for now. */
    BOTH,
    /** The new connection is closed. */
    CLOSE_NEW,
    /** The other connection is closed. */
    CLOSE_OTHER
  }

  private CollisionRule() {}

  /**
   * Decides when an OPEN comes.
   *
   * @param newIsOurs whether we have made the connection on which it came
   * @param other the state of the other connection
   * @param restarts whether the session that is established and the OPEN agree on graceful restart
   */
  public static Verdict decide(
      OpenMessage ours,
      OpenMessage theirs,
      boolean newIsOurs,
      SessionState other,
      boolean restarts) {
    return switch (other) {
      case IDLE, CONNECT, ACTIVE -> Verdict.BOTH;
      // "MAY also examine connections in an OpenSent state if it knows the BGP Identifier of the
      // peer": from the OPEN that has come
      case OPEN_SENT, OPEN_CONFIRM ->
          keepOurs(ours, theirs) == newIsOurs ? Verdict.CLOSE_OTHER : Verdict.CLOSE_NEW;
      // RFC 4724 section 5: it has restarted, and we have not heard of the old one's end;
      // otherwise "the newly created connection" is closed
      case ESTABLISHED -> restarts ? Verdict.CLOSE_OTHER : Verdict.CLOSE_NEW;
    };
  }

  /** Whether the connection that we have made is the one that stays. */
  private static boolean keepOurs(OpenMessage ours, OpenMessage theirs) {
    int order = ours.identifier().compareTo(theirs.identifier());
    // RFC 6286 section 2.3: with equal identifiers, the larger AS number
    return order != 0 ? order > 0 : ours.asn() > theirs.asn();
  }
}
