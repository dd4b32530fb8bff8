package io.kuberouter.ipvs.codec;

import io.kuberouter.ipvs.IpvsInfo;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;

/** {@link IpvsInfo} ← the answer to {@code IPVS_CMD_GET_INFO}. Only the kernel sends it. */
public final class InfoCodec {

  private InfoCodec() {}

  /** {@return what a message says about the kernel's IPVS} */
  public static IpvsInfo decode(AttributeReader in) throws WireFormatException {
    in.skip(IpvsCommand.HEADER_BYTES);
    int version = 0;
    long size = 0;
    while (in.next()) {
      switch (InfoAttribute.of(in.type())) {
        case VERSION -> version = (int) in.u32();
        case CONN_TAB_SIZE -> size = in.u32();
        default -> {} // later kernels tell more
      }
    }
    return new IpvsInfo(version, size);
  }
}
