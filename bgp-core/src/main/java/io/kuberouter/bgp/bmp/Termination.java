package io.kuberouter.bgp.bmp;

import java.util.List;

/** Why nothing follows: the last message of a connection (RFC 7854 section 4.5). */
public record Termination(List<Tlv> information) implements BmpMessage {

  /** Reason: "Session administratively closed". */
  public static final int ADMINISTRATIVELY_CLOSED = 0;

  /** Reason: "Unspecified reason". */
  public static final int UNSPECIFIED = 1;

  /** Reason: "Out of resources". */
  public static final int OUT_OF_RESOURCES = 2;

  public Termination {
    information = List.copyOf(information);
  }

  /** Creates the message with a reason. */
  public Termination(int reason) {
    this(List.of(Tlv.code(Tlv.REASON, reason)));
  }

  @Override
  public int typeCode() {
    return 5;
  }
}
