package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.fsm.BackOff;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.ExportTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects what differs from the defaults of a {@link PeerConfig}. For one thread. */
public final class PeerConfigBuilder {
  private static final Set<AddressFamily> BOTH =
      Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);

  private final InetAddress address;
  private final long remoteAsn;

  private int port = 179;
  private Optional<InetAddress> localAddress = Optional.empty();
  private Optional<Secret> password = Optional.empty();
  private OptionalInt ttl = OptionalInt.empty();
  private OptionalInt gtsmHops = OptionalInt.empty();
  private boolean passive = false;
  private Duration holdTime = Duration.ofSeconds(90);
  private Optional<Duration> delayOpen = Optional.empty();
  private BackOff connectRetry = new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(30));
  private BackOff idleHold = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60));
  private Duration sendHold = Duration.ofMinutes(8);
  private Set<AddressFamily> families = BOTH;
  private Optional<Duration> restartTime = Optional.empty();
  private Optional<Duration> longLivedTime = Optional.empty();
  private Set<AddressFamily> addPathReceive = Set.of();
  private Set<AddressFamily> addPathSend = Set.of();
  private boolean extendedMessages = true;
  private Optional<Role> role = Optional.empty();
  private boolean strictRole = false;
  private Optional<Policy> importPolicy = Optional.empty();
  private Optional<Policy> exportPolicy = Optional.empty();
  private Optional<PeerConfig.PrefixLimit> maximumPrefixes = Optional.empty();
  private boolean client = false;
  private OptionalLong localAsn = OptionalLong.empty();
  private int allowOwnAs = 0;
  private boolean enforceFirstAs = true;
  private ExportTarget.Options export = ExportTarget.Options.USUAL;
  private Optional<PeerConfig.Bfd> bfd = Optional.empty();

  PeerConfigBuilder(InetAddress address, long remoteAsn) {
    this.address = address;
    this.remoteAsn = remoteAsn;
  }

  PeerConfigBuilder(PeerConfig from) {
    this(from.address(), from.remoteAsn());
    transport(from.transport());
    timing(from.timing());
    offer(from.offer());
    routes(from.routes());
    bfd = from.bfd();
  }

  private void transport(PeerConfig.Transport all) {
    port = all.port();
    localAddress = all.localAddress();
    password = all.password();
    ttl = all.ttl();
    gtsmHops = all.gtsmHops();
    passive = all.passive();
  }

  /** Sets the times of the session. */
  public PeerConfigBuilder timing(PeerConfig.Timing all) {
    holdTime = all.holdTime();
    delayOpen = all.delayOpen();
    connectRetry = all.connectRetry();
    idleHold = all.idleHold();
    sendHold = all.sendHold();
    return this;
  }

  /** Sets what our OPEN says. */
  public PeerConfigBuilder offer(PeerConfig.Offer all) {
    families = all.families();
    restartTime = all.restartTime();
    longLivedTime = all.longLivedTime();
    addPathReceive = all.addPathReceive();
    addPathSend = all.addPathSend();
    extendedMessages = all.extendedMessages();
    role = all.role();
    strictRole = all.strictRole();
    return this;
  }

  /** Sets what becomes of routes. */
  public PeerConfigBuilder routes(PeerConfig.Routes all) {
    importPolicy = all.importPolicy();
    exportPolicy = all.exportPolicy();
    maximumPrefixes = all.maximumPrefixes();
    client = all.client();
    localAsn = all.localAsn();
    allowOwnAs = all.allowOwnAs();
    enforceFirstAs = all.enforceFirstAs();
    export = all.export();
    return this;
  }

  /** Sets the neighbour's port, 1 to 65535; otherwise 179. */
  public PeerConfigBuilder port(int value) {
    port = value;
    return this;
  }

  /** Sets the address to connect from; otherwise the system chooses. */
  public PeerConfigBuilder localAddress(InetAddress value) {
    localAddress = Optional.of(value);
    return this;
  }

  /** Signs all packets (RFC 2385). */
  public PeerConfigBuilder password(Secret value) {
    password = Optional.of(value);
    return this;
  }

  /** Sets the hop limit of what we send, 1 to 255; otherwise the system's. */
  public PeerConfigBuilder ttl(int value) {
    ttl = OptionalInt.of(value);
    return this;
  }

  /** Accepts packets from so many hops away only, 1 to 254 (RFC 5082). */
  public PeerConfigBuilder gtsm(int hops) {
    gtsmHops = OptionalInt.of(hops);
    return this;
  }

  /** Waits for the neighbour to connect. */
  public PeerConfigBuilder passive(boolean value) {
    passive = value;
    return this;
  }

  /** Sets the hold time to propose: zero, or 3 to 65,535 seconds; otherwise 90. */
  public PeerConfigBuilder holdTime(Duration value) {
    holdTime = value;
    return this;
  }

  /** Offers IPv4 unicast or not. */
  public PeerConfigBuilder ipv4(boolean value) {
    family(AddressFamily.IPV4_UNICAST, value);
    return this;
  }

  /** Offers IPv6 unicast or not. */
  public PeerConfigBuilder ipv6(boolean value) {
    family(AddressFamily.IPV6_UNICAST, value);
    return this;
  }

  private void family(AddressFamily family, boolean offered) {
    Set<AddressFamily> all = new TreeSet<>(families);
    if (offered) {
      all.add(family);
    } else {
      all.remove(family);
    }
    families = all;
  }

  /**
   * Restarts gracefully, and helps a neighbour that does (RFC 4724).
   *
   * @param value within which we promise to be back, up to 4095 seconds
   */
  public PeerConfigBuilder gracefulRestart(Duration value) {
    restartTime = Optional.of(value);
    return this;
  }

  /** Takes and tells several paths of all families that are offered (RFC 7911). */
  public PeerConfigBuilder addPath(boolean receive, boolean send) {
    addPathReceive = receive ? BOTH : Set.of();
    addPathSend = send ? BOTH : Set.of();
    return this;
  }

  /** Tells what we are to the neighbour (RFC 9234). */
  public PeerConfigBuilder role(Role value) {
    role = Optional.of(value);
    return this;
  }

  /** Has no session with a neighbour that tells no role (RFC 9234 section 4.2, "strict mode"). */
  public PeerConfigBuilder strictRole(boolean value) {
    strictRole = value;
    return this;
  }

  /** Sets what is taken from the neighbour. */
  public PeerConfigBuilder importPolicy(Policy value) {
    importPolicy = Optional.of(value);
    return this;
  }

  /** Sets what the neighbour is told. */
  public PeerConfigBuilder exportPolicy(Policy value) {
    exportPolicy = Optional.of(value);
    return this;
  }

  /**
   * Ends the session when a family has more prefixes (RFC 4486); it starts again as after any other
   * failure.
   */
  public PeerConfigBuilder maximumPrefixes(int value) {
    maximumPrefixes = Optional.of(new PeerConfig.PrefixLimit(value, Optional.empty()));
    return this;
  }

  /** The same, and the session stays down for a time, unless an operator resets it. */
  public PeerConfigBuilder maximumPrefixes(int value, Duration restart) {
    maximumPrefixes = Optional.of(new PeerConfig.PrefixLimit(value, Optional.of(restart)));
    return this;
  }

  /**
   * Keeps routes for long after the restart time (RFC 9494); without {@link #gracefulRestart} it
   * does nothing.
   *
   * @param value how long, up to 2^24 - 1 seconds
   */
  public PeerConfigBuilder longLived(Duration value) {
    longLivedTime = Optional.of(value);
    return this;
  }

  /** Has the neighbour see us in another AS than ours, or the same. */
  public PeerConfigBuilder localAsn(long value) {
    localAsn = OptionalLong.of(value);
    return this;
  }

  /** Takes paths in which our AS is up to so often; otherwise none in which it is. */
  public PeerConfigBuilder allowOwnAs(int times) {
    allowOwnAs = times;
    return this;
  }

  /** Takes no paths that begin with another AS than the neighbour's, which is usual, or does. */
  public PeerConfigBuilder enforceFirstAs(boolean value) {
    enforceFirstAs = value;
    return this;
  }

  /** Sets what the neighbour is told beside. */
  public PeerConfigBuilder export(ExportTarget.Options value) {
    export = value;
    return this;
  }

  /** Reflects routes for the neighbour (RFC 4456). */
  public PeerConfigBuilder client(boolean value) {
    client = value;
    return this;
  }

  /** Watches the path to a neighbour on our link by BFD. */
  public PeerConfigBuilder bfd(BfdConfig value) {
    return bfd(PeerConfig.Bfd.singleHop(value));
  }

  /** Watches the path to the neighbour by BFD. */
  public PeerConfigBuilder bfd(PeerConfig.Bfd value) {
    bfd = Optional.of(value);
    return this;
  }

  private Set<AddressFamily> offered(Set<AddressFamily> some) {
    return some.stream().filter(families::contains).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * {@return the neighbour}
   *
   * @throws IllegalArgumentException that says what is out of its range
   */
  public PeerConfig build() {
    return new PeerConfig(
        address,
        remoteAsn,
        new PeerConfig.Transport(port, localAddress, password, ttl, gtsmHops, passive),
        new PeerConfig.Timing(holdTime, delayOpen, connectRetry, idleHold, sendHold),
        new PeerConfig.Offer(
            families,
            restartTime,
            longLivedTime,
            offered(addPathReceive),
            offered(addPathSend),
            extendedMessages,
            role,
            strictRole),
        new PeerConfig.Routes(
            importPolicy,
            exportPolicy,
            maximumPrefixes,
            client,
            localAsn,
            allowOwnAs,
            enforceFirstAs,
            export),
        bfd);
  }
}
