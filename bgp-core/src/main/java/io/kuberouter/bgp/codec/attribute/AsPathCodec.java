package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** AS_PATH: segments of ASes of two octets, or of four when both sides agree (RFC 6793). */
final class AsPathCodec implements AttributeCodec<AsPath> {

  @Override
  public AttributeType type() {
    return AttributeType.AS_PATH;
  }

  @Override
  public Class<AsPath> valueClass() {
    return AsPath.class;
  }

  /**
   * RFC 5065 section 5: "It is an error for a BGP speaker to receive an UPDATE message with an
   * AS_PATH attribute that contains AS_CONFED_SEQUENCE or AS_CONFED_SET segments from a neighbor
   * that is not located in the same confederation".
   */
  @Override
  public AsPath decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    return PathSegments.decode(
        in,
        session.fourOctetAs(),
        session.external() ? PathSegments.PLAIN : PathSegments.CONFEDERATION);
  }

  @Override
  public void encode(AsPath path, ByteBuffer out, SessionParameters session) {
    PathSegments.encode(path, out, session.fourOctetAs());
  }
}
