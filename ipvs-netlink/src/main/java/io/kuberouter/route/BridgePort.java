package io.kuberouter.route;

/**
 * How a bridge treats one of its ports ({@code IFLA_BRPORT_*}).
 *
 * @param hairpin whether a frame may leave by the port that it came from
 * @param guard whether spanning tree messages are ignored
 * @param learning whether hardware addresses are learned from it
 * @param flood whether frames to unknown hardware addresses leave by it
 */
public record BridgePort(boolean hairpin, boolean guard, boolean learning, boolean flood) {

  /** What the kernel begins with. */
  public static final BridgePort DEFAULT = new BridgePort(false, false, true, true);

  /** {@return the same with or without hairpin} */
  public BridgePort withHairpin(boolean value) {
    return new BridgePort(value, guard, learning, flood);
  }
}
