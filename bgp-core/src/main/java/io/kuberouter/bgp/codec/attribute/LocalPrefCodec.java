package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** LOCAL_PREF: four octets (RFC 4271 section 4.3 e). */
final class LocalPrefCodec implements AttributeCodec<LocalPref> {

  @Override
  public AttributeType type() {
    return AttributeType.LOCAL_PREF;
  }

  @Override
  public Class<LocalPref> valueClass() {
    return LocalPref.class;
  }

  /** RFC 7606 section 7.5: from an external neighbour, discarded. */
  @Override
  public boolean isDiscardedFrom(SessionParameters session) {
    return session.external();
  }

  /** RFC 7606 section 7.5: malformed if its length is not 4. */
  @Override
  public LocalPref decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 4);
    return new LocalPref(in.getInt() & 0xffff_ffffL);
  }

  @Override
  public void encode(LocalPref preference, ByteBuffer out, SessionParameters session) {
    out.putInt((int) preference.value());
  }
}
