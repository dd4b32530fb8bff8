package io.kuberouter.bgp.bfd;

/** Single bits of a control packet (RFC 5880 section 4.1); A is told by the section itself. */
public enum PacketFlag {
  /** P: an answer with F is wanted. */
  POLL(0x20),
  /** F: the answer to P. */
  FINAL(0x10),
  /** C: the sender's BFD does not share fate with its control plane. */
  CONTROL_PLANE_INDEPENDENT(0x08),
  /** D: the sender wants no periodic packets while the session is up. */
  DEMAND(0x02),
  /** M: must be zero. */
  MULTIPOINT(0x01);

  private final int bit;

  PacketFlag(int bit) {
    this.bit = bit;
  }

  /** {@return the bit in the packet's second octet} */
  public int bit() {
    return bit;
  }
}
