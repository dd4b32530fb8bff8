package io.kuberouter.route;

import io.kuberouter.netlink.Octets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a device is to be set; the rest stays as it is. Begin with {@link #NONE} and add to it,
 * as with {@code ip link set}.
 *
 * @param masterIndex the device to belong to; 0 to belong to none
 * @param hardwareAddress empty to leave it
 */
public record LinkSettings(
    Optional<Boolean> up, OptionalInt mtu, OptionalInt masterIndex, Octets hardwareAddress) {

  /** Nothing. */
  public static final LinkSettings NONE =
      new LinkSettings(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Octets.EMPTY);

  /** Up, and nothing else. */
  public static final LinkSettings UP = NONE.up(true);

  /** {@return these, and up or down} */
  public LinkSettings up(boolean value) {
    return new LinkSettings(Optional.of(value), mtu, masterIndex, hardwareAddress);
  }

  /** {@return these, and an MTU in bytes} */
  public LinkSettings mtu(int bytes) {
    return new LinkSettings(up, OptionalInt.of(bytes), masterIndex, hardwareAddress);
  }

  /** {@return these, and a device to belong to; 0 for none} */
  public LinkSettings master(int index) {
    return new LinkSettings(up, mtu, OptionalInt.of(index), hardwareAddress);
  }

  /** {@return these, and a hardware address} */
  public LinkSettings hardwareAddress(Octets address) {
    return new LinkSettings(up, mtu, masterIndex, address);
  }

  /** {@return as {@code up mtu 1400 master 3}} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    up.ifPresent(u -> text.append(u ? " up" : " down"));
    mtu.ifPresent(m -> text.append(" mtu ").append(m));
    masterIndex.ifPresent(
        m -> text.append(m == 0 ? " nomaster" : " master " + m)); // by its index, not its name
    if (hardwareAddress.length() > 0) {
      text.append(" address ").append(hardwareAddress);
    }
    return text.toString().trim();
  }
}
