package io.kuberouter.bgp.bmp;

import java.util.List;

/** Numbers of a peer (RFC 7854 section 4.8). */
public record StatisticsReport(PeerHeader peer, List<Statistic> statistics) implements BmpMessage {
  public StatisticsReport {
    statistics = List.copyOf(statistics);
  }

  @Override
  public int typeCode() {
    return 1;
  }
}
