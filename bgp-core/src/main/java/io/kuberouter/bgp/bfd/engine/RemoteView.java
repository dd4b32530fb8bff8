package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.PacketFlag;

/**
 * What the other side last told: the {@code bfd.Remote…} variables of RFC 5880 section 6.8.1.
 *
 * @param discriminator 0 while it is not known
 * @param detectMultiplier 0 before the first packet
 * @param desiredMinTx in microseconds
 * @param requiredMinRx in microseconds
 */
public record RemoteView(
    int discriminator,
    BfdState state,
    boolean demand,
    int detectMultiplier,
    long desiredMinTx,
    long requiredMinRx) {

  /** Before the first packet; {@code bfd.RemoteMinRxInterval} "MUST be initialized to 1". */
  public static final RemoteView NONE = new RemoteView(0, BfdState.DOWN, false, 0, 0, 1);

  /** {@return what a packet tells} */
  public static RemoteView of(ControlPacket packet) {
    return new RemoteView(
        packet.myDiscriminator(),
        packet.state(),
        packet.has(PacketFlag.DEMAND),
        packet.detectMultiplier(),
        packet.desiredMinTx(),
        packet.requiredMinRx());
  }
}
