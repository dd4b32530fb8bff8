package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** One attribute's value ↔ octets; flags, type and length are around it, not in it. */
public interface AttributeCodec<T extends PathAttribute> {

  /** {@return which attribute} */
  AttributeType type();

  /** {@return the class of its values} */
  Class<T> valueClass();

  /**
   * Reads the octets between position and limit, all of them.
   *
   * @throws MalformedAttributeException when they are not as the attribute's RFC says
   */
  T decode(ByteBuffer in, SessionParameters session) throws MalformedAttributeException;

  /** Appends the value. */
  void encode(T attribute, ByteBuffer out, SessionParameters session);

  /** {@return what is done about a malformed one: RFC 7606 section 7 and the attribute's RFC} */
  default Treatment whenMalformed() {
    return Treatment.TREAT_AS_WITHDRAW;
  }

  /** {@return whether it has no meaning from such a neighbour, and is discarded unread} */
  default boolean isDiscardedFrom(SessionParameters session) {
    return false;
  }
}
