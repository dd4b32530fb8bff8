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

  @Override
  public AsPath decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    return PathSegments.decode(in, session.fourOctetAs());
  }

  @Override
  public void encode(AsPath path, ByteBuffer out, SessionParameters session) {
    PathSegments.encode(path, out, session.fourOctetAs());
  }
}
