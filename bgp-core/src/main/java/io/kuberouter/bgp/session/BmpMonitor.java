package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bmp.sender.BmpSender;

/** One station that is told; {@link #close} ends that. Any thread may call. */
public final class BmpMonitor implements AutoCloseable {

  private final BmpSender sender;
  private final Runnable ended;

  BmpMonitor(BmpSender sender, Runnable ended) {
    this.sender = sender;
    this.ended = ended;
  }

  /** {@return how many connections were made with the station} */
  public long connections() {
    return sender.connections();
  }

  /** {@return how many messages the station was sent} */
  public long sent() {
    return sender.sent();
  }

  /** Sends what waits and why nothing follows, within a second. */
  @Override
  public void close() {
    ended.run();
    sender.close();
  }
}
