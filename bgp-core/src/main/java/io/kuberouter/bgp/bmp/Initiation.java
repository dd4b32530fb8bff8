package io.kuberouter.bgp.bmp;

import java.util.List;

/** Who tells: the first message of a connection (RFC 7854 section 4.3). */
public record Initiation(List<Tlv> information) implements BmpMessage {
  public Initiation {
    information = List.copyOf(information);
  }

  /** Creates the message with the two pieces that are required. */
  public Initiation(String sysName, String sysDescr) {
    this(List.of(Tlv.text(Tlv.SYS_DESCR, sysDescr), Tlv.text(Tlv.SYS_NAME, sysName)));
  }

  @Override
  public int typeCode() {
    return 4;
  }
}
