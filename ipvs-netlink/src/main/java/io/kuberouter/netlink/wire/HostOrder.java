package io.kuberouter.netlink.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Buffers in the byte order of this machine, which is the kernel's. */
public final class HostOrder {

  private HostOrder() {}

  /** {@return a direct buffer, all zero} */
  public static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
