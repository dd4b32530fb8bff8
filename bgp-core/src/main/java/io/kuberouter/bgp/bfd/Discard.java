package io.kuberouter.bgp.bfd;

/** Why a packet is not taken: the checks of RFC 5881 section 5 and RFC 5880 section 6.8.6. */
public enum Discard {
  HOP_LIMIT("TTL or hop limit is not 255, or too low for the hops"),
  /** RFC 5883 section 5: each kind of session has a port of its own. */
  PORT("the session is of another port"),
  VERSION("version is not 1"),
  TOO_SHORT("Length is below 24, or 26 with authentication"),
  CUT("Length is beyond the datagram"),
  DETECT_MULTIPLIER("Detect Mult is 0"),
  MULTIPOINT("the Multipoint bit is set"),
  MY_DISCRIMINATOR("My Discriminator is 0"),
  /** Section 6.5: a packet has not both bits. */
  POLL_AND_FINAL("Poll and Final are both set"),
  AUTHENTICATION_LENGTH("Auth Len does not fit"),
  UNKNOWN_SESSION("Your Discriminator is of no session"),
  STATE_WITHOUT_DISCRIMINATOR("Your Discriminator is 0 in state Init or Up"),
  UNKNOWN_NEIGHBOR("no session with that neighbour"),
  AUTHENTICATED("authentication is not in use"),
  ADMINISTRATIVELY_DOWN("the session is administratively down");

  private final String text;

  Discard(String text) {
    this.text = text;
  }

  /** {@return for people} */
  @Override
  public String toString() {
    return text;
  }
}
