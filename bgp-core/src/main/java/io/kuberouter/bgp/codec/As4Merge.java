package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.attribute.As4Aggregator;
import io.kuberouter.bgp.attribute.As4Path;
import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths of four-octet ASes through neighbours that know two octets: RFC 6793 section 4.2. */
final class As4Merge {

  private As4Merge() {}

  /** {@return the attributes with AS4_PATH and AS4_AGGREGATOR in their places: section 4.2.3} */
  static PathAttributes merge(PathAttributes attributes) {
    Optional<As4Path> path = attributes.get(AttributeType.AS4_PATH, As4Path.class);
    Optional<As4Aggregator> aggregator =
        attributes.get(AttributeType.AS4_AGGREGATOR, As4Aggregator.class);
    if (path.isEmpty() && aggregator.isEmpty()) {
      return attributes;
    }
    PathAttributes.Builder out =
        attributes.change().remove(AttributeType.AS4_PATH).remove(AttributeType.AS4_AGGREGATOR);
    Optional<Aggregator> old = attributes.get(AttributeType.AGGREGATOR, Aggregator.class);
    if (old.isPresent() && aggregator.isPresent()) {
      if (old.get().asn() != Asn.TRANS) {
        // "When both of the attributes are received, if the AS number in the AGGREGATOR
        // attribute is not AS_TRANS, then ... the AS4_AGGREGATOR attribute and the AS4_PATH
        // attribute SHALL be ignored"
        return out.build();
      }
      out.set(new Aggregator(aggregator.get().asn(), aggregator.get().speaker()));
    }
    if (path.isPresent() && attributes.has(AttributeType.AS_PATH)) {
      out.set(merge(attributes.asPath(), path.get().path()));
    }
    return out.build();
  }

  /** What leads in AS_PATH, as many AS numbers as it has more, before AS4_PATH. */
  private static AsPath merge(AsPath two, AsPath four) {
    int surplus = two.length() - four.length();
    if (surplus < 0) {
      return two; // "the AS4_PATH attribute SHALL be ignored"
    }
    List<AsPath.Segment> segments = new ArrayList<>();
    for (AsPath.Segment segment : two.segments()) {
      boolean confed = segment.type().code() > 2;
      if (surplus == 0 && !confed) {
        break;
      }
      if (confed) { // "SHALL be prepended if it is either the leading path segment or is adjacent"
        segments.add(segment);
      } else if (segment.type() == AsPath.SegmentType.AS_SET) {
        segments.add(segment);
        surplus--;
      } else {
        int take = Math.min(surplus, segment.asns().size());
        segments.add(new AsPath.Segment(segment.type(), segment.asns().subList(0, take)));
        surplus -= take;
      }
    }
    return join(segments, four);
  }

  private static AsPath join(List<AsPath.Segment> front, AsPath back) {
    List<AsPath.Segment> all = new ArrayList<>(front);
    for (AsPath.Segment segment : back.segments()) {
      AsPath.Segment last = all.isEmpty() ? segment : all.get(all.size() - 1);
      if (!all.isEmpty()
          && last.type() == AsPath.SegmentType.AS_SEQUENCE
          && segment.type() == AsPath.SegmentType.AS_SEQUENCE
          && last.asns().size() + segment.asns().size() <= AsPath.SEGMENT_LIMIT) {
        List<Long> asns = new ArrayList<>(last.asns());
        asns.addAll(segment.asns());
        all.set(all.size() - 1, new AsPath.Segment(last.type(), asns));
      } else {
        all.add(segment);
      }
    }
    return AsPath.of(all);
  }

  /** {@return the attributes as a neighbour of two octets gets them: section 4.2.2} */
  static PathAttributes split(PathAttributes attributes) {
    PathAttributes.Builder out = attributes.change();
    AsPath path = attributes.asPath().withoutConfederation();
    if (path.needsFourOctets()) {
      out.set(new As4Path(path));
    }
    attributes
        .get(AttributeType.AGGREGATOR, Aggregator.class)
        .filter(a -> a.asn() > Asn.MAX_TWO_OCTETS)
        .ifPresent(a -> out.set(new As4Aggregator(a.asn(), a.speaker())));
    return out.build();
  }
}
