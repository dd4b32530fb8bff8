package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.sender.BmpTransport;
import io.kuberouter.bgp.bmp.sender.ReconnectDelay;
import io.kuberouter.bgp.bmp.sender.TcpBmpTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * A monitoring station that a speaker tells of its sessions and routes (RFC 7854, RFC 9069).
 *
 * @param transport the way to it
 * @param initiation who we are
 * @param views which tables are told; sessions always are
 * @param statistics between reports; zero: none are made
 * @param reconnect after the station has refused or is gone
 * @param queue messages that may wait for the station: beyond, routes wait as a bit for each prefix
 */
public record BmpStation(
    BmpTransport transport,
    Initiation initiation,
    Set<View> views,
    Duration statistics,
    ReconnectDelay reconnect,
    int queue) {

  /** A kind of table. */
  public enum View {
    /** What neighbours told, before the import policy (RFC 7854 section 5). */
    PRE_POLICY,
    /** What neighbours told, as the import policy made it. */
    POST_POLICY,
    /** The best routes (RFC 9069). */
    LOC_RIB
  }

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int QUEUE = 1024;
  private static final int LEAST_QUEUE = 128;

  public BmpStation {
    views = Set.copyOf(views);
    if (queue < LEAST_QUEUE) {
      throw new IllegalArgumentException(
          "queue of " + queue + " messages: at least " + LEAST_QUEUE);
    }
  }

  /**
   * {@return a station by TCP that is told all tables, and numbers every minute}
   *
   * @param sysName our name
   */
  public static BmpStation at(InetSocketAddress address, String sysName) {
    return new BmpStation(
        new TcpBmpTransport(address, CONNECT_TIMEOUT),
        new Initiation(sysName, "kube-router bgp-core"),
        Set.of(View.values()),
        Duration.ofMinutes(1),
        ReconnectDelay.DEFAULT,
        QUEUE);
  }

  /** {@return the same, told these tables} */
  public BmpStation telling(View... which) {
    return new BmpStation(transport, initiation, Set.of(which), statistics, reconnect, queue);
  }

  /** {@return the same with numbers as often as this} */
  public BmpStation statisticsEvery(Duration interval) {
    return new BmpStation(transport, initiation, views, interval, reconnect, queue);
  }

  /** {@return the same, tried again after such delays} */
  public BmpStation reconnecting(ReconnectDelay delays) {
    return new BmpStation(transport, initiation, views, statistics, delays, queue);
  }
}
