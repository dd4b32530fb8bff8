package io.kuberouter.bgp.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A neighbour as one configures it.
 *
 * @param address the neighbour's
 * @param port the neighbour's
 * @param remoteAsn the AS that its OPEN must name
 * @param localAddress to connect from; absent: the system chooses
 * @param holdTime proposed; zero or at least three seconds (RFC 4271 section 4.2)
 * @param ipv4 whether IPv4 unicast is offered
 * @param ipv6 whether IPv6 unicast is offered
 * @param restartTime within which we promise to be back after a restart (RFC 4724), below 4096 s;
 *     absent: no graceful restart, and routes of a lost neighbour go at once
 */
public record PeerConfig(
    InetAddress address,
    int port,
    long remoteAsn,
    Optional<InetAddress> localAddress,
    Duration holdTime,
    boolean ipv4,
    boolean ipv6,
    Optional<Duration> restartTime) {

  /** Starts with port 179, a hold time of 90 s and both families. */
  public static Builder builder(InetAddress address, long remoteAsn) {
    return new Builder(address, remoteAsn);
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final InetAddress address;
    private final long remoteAsn;
    private int port = 179;
    private Optional<InetAddress> localAddress = Optional.empty();
    private Duration holdTime = Duration.ofSeconds(90);
    private boolean ipv4 = true;
    private boolean ipv6 = true;
    private Optional<Duration> restartTime = Optional.empty();

    private Builder(InetAddress address, long remoteAsn) {
      this.address = address;
      this.remoteAsn = remoteAsn;
    }

    /** Sets the neighbour's port. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Sets the address to connect from. */
    public Builder localAddress(InetAddress value) {
      localAddress = Optional.of(value);
      return this;
    }

    /** Sets the hold time to propose. */
    public Builder holdTime(Duration value) {
      holdTime = value;
      return this;
    }

    /** Offers IPv4 unicast or not. */
    public Builder ipv4(boolean value) {
      ipv4 = value;
      return this;
    }

    /** Offers IPv6 unicast or not. */
    public Builder ipv6(boolean value) {
      ipv6 = value;
      return this;
    }

    /** Restarts gracefully, and helps a neighbour that does (RFC 4724). */
    public Builder gracefulRestart(Duration value) {
      restartTime = Optional.of(value);
      return this;
    }

    /** {@return the neighbour} */
    public PeerConfig build() {
      return new PeerConfig(
          address, port, remoteAsn, localAddress, holdTime, ipv4, ipv6, restartTime);
    }
  }
}
