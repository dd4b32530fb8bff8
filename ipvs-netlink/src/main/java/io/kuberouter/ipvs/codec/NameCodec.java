package io.kuberouter.ipvs.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Optional;

/** Names of schedulers, engines and devices ← text of 1 to 15 bytes with a zero behind. */
final class NameCodec {

  /** {@code IP_VS_SCHEDNAME_MAXLEN} and its kin, without the zero. */
  private static final int MOST_BYTES = 15;

  private NameCodec() {}

  /** {@return the name; empty where the text is} */
  static Optional<String> decode(AttributeReader in, String what) throws WireFormatException {
    String name = in.string();
    int bytes = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
    }
    if (bytes > MOST_BYTES) {
      throw new WireFormatException(
          what + " of " + bytes + " bytes, 1 to " + MOST_BYTES + " expected");
    }
    return bytes == 0 ? Optional.empty() : Optional.of(name);
  }
}
