package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#CEASE}; RFC 4486, 8538, 9384. */
public enum CeaseSubcode implements ErrorSubcode {
  UNSPECIFIC(0, "Unspecific"),
  MAXIMUM_PREFIXES(1, "Maximum Number of Prefixes Reached"),
  ADMINISTRATIVE_SHUTDOWN(2, "Administrative Shutdown"),
  PEER_DECONFIGURED(3, "Peer De-configured"),
  ADMINISTRATIVE_RESET(4, "Administrative Reset"),
  CONNECTION_REJECTED(5, "Connection Rejected"),
  OTHER_CONFIGURATION_CHANGE(6, "Other Configuration Change"),
  CONNECTION_COLLISION(7, "Connection Collision Resolution"),
  OUT_OF_RESOURCES(8, "Out of Resources"),
  HARD_RESET(9, "Hard Reset"),
  BFD_DOWN(10, "BFD Down");

  private final int code;
  private final String text;

  CeaseSubcode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String text() {
    return text;
  }
}
