package io.kuberouter.netfilter.ipset.codec;

import io.kuberouter.netlink.wire.WireFormatException;
import java.nio.charset.StandardCharsets;

/** Names of sets and devices as the kernel sends them: checked before they become values. */
final class SetNameCodec {

  private SetNameCodec() {}

  static String checked(String name, int most) throws WireFormatException {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > most) {
      throw new WireFormatException("a name of " + bytes + " bytes, 1 to " + most + " expected");
    }
    return name;
  }
}
