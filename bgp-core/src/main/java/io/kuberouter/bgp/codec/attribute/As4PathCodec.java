package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.As4Path;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** AS4_PATH: an AS_PATH of four octets (RFC 6793 section 3). */
final class As4PathCodec implements AttributeCodec<As4Path> {

  @Override
  public AttributeType type() {
    return AttributeType.AS4_PATH;
  }

  @Override
  public Class<As4Path> valueClass() {
    return As4Path.class;
  }

  /** RFC 6793 section 6: from a neighbour with 4-octet ASes, discarded. */
  @Override
  public boolean isDiscardedFrom(SessionParameters session) {
    return session.fourOctetAs();
  }

  /**
   * RFC 6793 section 6: malformed if its length is not a multiple of two or too small, or its
   * segments are; then discarded. Confederation segments do not belong there and are left out.
   */
  @Override
  public As4Path decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    if (in.remaining() < 6) {
      throw MalformedAttributeException.length(in.remaining(), "at least 6");
    }
    return new As4Path(
        PathSegments.decode(in, true, PathSegments.CONFEDERATION).withoutConfederation());
  }

  @Override
  public Treatment whenMalformed() {
    return Treatment.DISCARD;
  }

  @Override
  public void encode(As4Path path, ByteBuffer out, SessionParameters session) {
    PathSegments.encode(path.path(), out, true);
  }
}
