package io.kuberouter.bgp.bmp;

/** One message to a monitoring station (RFC 7854 section 4). */
public sealed interface BmpMessage
    permits RouteMonitoring,
        StatisticsReport,
        PeerDown,
        PeerUp,
        Initiation,
        Termination,
        RouteMirroring,
        UnknownBmpMessage {

  /**
   * {@return the type in the common header, 0 to 255; <a
   * href="https://www.iana.org/assignments/bmp-parameters/bmp-parameters.xhtml#message-types">BMP
   * Message Types</a>}
   */
  int typeCode();
}
