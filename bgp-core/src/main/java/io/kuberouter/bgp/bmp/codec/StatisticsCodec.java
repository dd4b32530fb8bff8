package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.bmp.Tlv;
import io.kuberouter.bgp.number.AddressFamily;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Statistics Report (RFC 7854 section 4.8), behind the per-peer header.
 *
 * <pre>
 * count, 4 octets
 * each: type, 2   length, 2   4: counter   8: gauge   11: AFI, 2   SAFI, 1   gauge, 8
 * </pre>
 */
final class StatisticsCodec {

  private static final int COUNTER = 4;
  private static final int GAUGE = 8;
  private static final int FAMILY_GAUGE = 11;

  private StatisticsCodec() {}

  static StatisticsReport decode(PeerHeader peer, ByteBuffer in) throws BmpFormatException {
    BmpFormatException.need(in, 4, "statistics count");
    long count = in.getInt() & 0xffff_ffffL;
    List<Statistic> all = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      all.add(one(TlvCodec.decode(in)));
    }
    if (in.hasRemaining()) {
      throw new BmpFormatException(in.remaining() + " octets behind " + count + " statistics");
    }
    return new StatisticsReport(peer, all);
  }

  private static Statistic one(Tlv tlv) {
    ByteBuffer value = tlv.value().buffer();
    return switch (value.remaining()) {
      case COUNTER -> new Statistic.Counter(tlv.type(), value.getInt() & 0xffff_ffffL);
      case GAUGE -> new Statistic.Gauge(tlv.type(), value.getLong());
      case FAMILY_GAUGE ->
          new Statistic.FamilyGauge(
              tlv.type(),
              AddressFamily.of(value.getShort() & 0xffff, value.get() & 0xff),
              value.getLong());
      default -> new Statistic.Unknown(tlv.type(), tlv.value());
    };
  }

  static int length(StatisticsReport report) {
    return 4 + report.statistics().stream().mapToInt(s -> TlvCodec.HEAD + length(s)).sum();
  }

  private static int length(Statistic statistic) {
    if (statistic instanceof Statistic.Unknown unknown) {
      return unknown.value().length();
    }
    return statistic instanceof Statistic.Counter
        ? COUNTER
        : statistic instanceof Statistic.Gauge ? GAUGE : FAMILY_GAUGE;
  }

  static void encode(StatisticsReport report, ByteBuffer out) {
    out.putInt(report.statistics().size());
    for (Statistic statistic : report.statistics()) {
      out.putShort((short) statistic.type()).putShort((short) length(statistic));
      if (statistic instanceof Statistic.Counter counter) {
        out.putInt((int) counter.value());
      } else if (statistic instanceof Statistic.Gauge gauge) {
        out.putLong(gauge.value());
      } else if (statistic instanceof Statistic.FamilyGauge gauge) {
        out.putShort((short) gauge.family().afi()).put((byte) gauge.family().safi());
        out.putLong(gauge.value());
      } else if (statistic instanceof Statistic.Unknown unknown) {
        unknown.value().put(out);
      }
    }
  }
}
