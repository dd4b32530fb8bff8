package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** CLUSTER_LIST: four octets each (RFC 4456 section 8). */
final class ClusterListCodec implements AttributeCodec<ClusterList> {

  @Override
  public AttributeType type() {
    return AttributeType.CLUSTER_LIST;
  }

  @Override
  public Class<ClusterList> valueClass() {
    return ClusterList.class;
  }

  /** RFC 7606 section 7.10: from an external neighbour, discarded. */
  @Override
  public boolean isDiscardedFrom(SessionParameters session) {
    return session.external();
  }

  /** RFC 7606 section 7.10: malformed if its length is not a non-zero multiple of 4. */
  @Override
  public ClusterList decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.multipleOf(in, 4);
    List<BgpIdentifier> values = new ArrayList<>(in.remaining() / 4);
    while (in.hasRemaining()) {
      values.add(new BgpIdentifier(in.getInt()));
    }
    return new ClusterList(values);
  }

  @Override
  public void encode(ClusterList clusters, ByteBuffer out, SessionParameters session) {
    clusters.values().forEach(c -> out.putInt(c.value()));
  }
}
