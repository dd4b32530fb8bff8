package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import java.util.ArrayList;
import java.util.List;

/** CLUSTER_LIST: the clusters that a route was reflected through (RFC 4456 section 8). */
public record ClusterList(List<BgpIdentifier> values) implements PathAttribute {
  public ClusterList {
    values = List.copyOf(values);
  }

  /** {@return the list with a cluster before it} */
  public ClusterList prepend(BgpIdentifier cluster) {
    List<BgpIdentifier> all = new ArrayList<>(values.size() + 1);
    all.add(cluster);
    all.addAll(values);
    return new ClusterList(all);
  }

  @Override
  public int typeCode() {
    return AttributeType.CLUSTER_LIST.code();
  }
}
