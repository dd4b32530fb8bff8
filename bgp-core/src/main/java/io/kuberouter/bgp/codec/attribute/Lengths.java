package io.kuberouter.bgp.codec.attribute;

import java.nio.ByteBuffer;

/** The two checks of a length that most attributes need. */
final class Lengths {

  private Lengths() {}

  static void exactly(ByteBuffer in, int expected) throws MalformedAttributeException {
    if (in.remaining() != expected) {
      throw MalformedAttributeException.length(in.remaining(), String.valueOf(expected));
    }
  }

  static void multipleOf(ByteBuffer in, int unit) throws MalformedAttributeException {
    if (!in.hasRemaining() || in.remaining() % unit != 0) {
      throw MalformedAttributeException.length(in.remaining(), "a non-zero multiple of " + unit);
    }
  }
}
