package io.kuberouter.ipvs.codec;

import io.kuberouter.ipvs.TrafficStats;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;

/**
 * {@link TrafficStats} ← {@code IPVS_*_ATTR_STATS64}, or {@code STATS} of older kernels, whose
 * numbers have 32 bits but for bytes. Only the kernel sends them.
 */
final class StatsCodec {

  private StatsCodec() {}

  static TrafficStats decode(AttributeReader in) throws WireFormatException {
    long connections = 0;
    long packetsIn = 0;
    long packetsOut = 0;
    long bytesIn = 0;
    long bytesOut = 0;
    long connectionsRate = 0;
    long packetsInRate = 0;
    long packetsOutRate = 0;
    long bytesInRate = 0;
    long bytesOutRate = 0;
    while (in.next()) {
      switch (StatsAttribute.of(in.type())) {
        case CONNS -> connections = number(in);
        case INPKTS -> packetsIn = number(in);
        case OUTPKTS -> packetsOut = number(in);
        case INBYTES -> bytesIn = number(in);
        case OUTBYTES -> bytesOut = number(in);
        case CPS -> connectionsRate = number(in);
        case INPPS -> packetsInRate = number(in);
        case OUTPPS -> packetsOutRate = number(in);
        case INBPS -> bytesInRate = number(in);
        case OUTBPS -> bytesOutRate = number(in);
        default -> {} // PAD, and what later kernels add
      }
    }
    if ((connections
            | packetsIn
            | packetsOut
            | bytesIn
            | bytesOut
            | connectionsRate
            | packetsInRate
            | packetsOutRate
            | bytesInRate
            | bytesOutRate)
        == 0) {
      return TrafficStats.ZERO;
    }
    return new TrafficStats(
        connections,
        packetsIn,
        packetsOut,
        bytesIn,
        bytesOut,
        connectionsRate,
        packetsInRate,
        packetsOutRate,
        bytesInRate,
        bytesOutRate);
  }

  private static long number(AttributeReader in) throws WireFormatException {
    return in.length() >= 8 ? in.u64() : in.u32();
  }
}
