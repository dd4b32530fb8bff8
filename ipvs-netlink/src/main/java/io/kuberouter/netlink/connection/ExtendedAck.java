package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.OptionalInt;

/**
 * What the kernel says about a refusal ({@code NETLINK_EXT_ACK}).
 *
 * @param message in the kernel's words; empty when there are none
 * @param offset of the attribute at fault, from the start of the request's header
 * @param missingType the type of the attribute that the request lacks
 */
record ExtendedAck(String message, OptionalInt offset, OptionalInt missingType) {

  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;
  private static final int NLMSGERR_ATTR_MISS_TYPE = 5;

  /** Reads as much as can be read: the error number counts, even where the words are cut. */
  static ExtendedAck read(AttributeReader in) {
    String message = "";
    OptionalInt offset = OptionalInt.empty();
    OptionalInt missingType = OptionalInt.empty();
    try {
      while (in.next()) {
        switch (in.type()) {
          case NLMSGERR_ATTR_MSG -> message = in.string();
          case NLMSGERR_ATTR_OFFS -> offset = OptionalInt.of((int) in.u32());
          case NLMSGERR_ATTR_MISS_TYPE -> missingType = OptionalInt.of((int) in.u32());
          default -> {} // cookie, policy, nest
        }
      }
    } catch (WireFormatException e) {
      return new ExtendedAck(message, offset, missingType);
    }
    return new ExtendedAck(message, offset, missingType);
  }

  KernelException toException(String request, int errno) {
    StringBuilder words = new StringBuilder(message);
    missingType.ifPresent(
        type ->
            words
                .append(words.isEmpty() ? "" : ", ")
                .append("attribute ")
                .append(type)
                .append(" is missing"));
    return new KernelException(request, errno, words.toString(), offset, missingType);
  }
}
