package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.rib.DecisionOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who we are.
 *
 * @param listen where to wait for neighbours; empty: only connect
 * @param clusterId of our cluster when we reflect (RFC 4456); absent: the identifier
 * @param policyRequired whether neighbours in other ASes without a policy exchange nothing (RFC
 *     8212)
 * @param restartDeferral after a start, how long neighbours' routes are waited for before ours are
 *     told (RFC 4724 section 4.1); absent: not at all
 * @param addresses ours, for next hops of the family that a session's own address is not of
 */
public record SpeakerConfig(
    long asn,
    BgpIdentifier identifier,
    List<InetSocketAddress> listen,
    Optional<BgpIdentifier> clusterId,
    DecisionOptions decision,
    boolean policyRequired,
    Optional<Duration> restartDeferral,
    Set<InetAddress> addresses) {
  public SpeakerConfig {
    Asn.check(asn);
    listen = List.copyOf(listen);
    addresses = Set.copyOf(addresses);
  }

  /** Creates the usual configuration. */
  public SpeakerConfig(long asn, InetAddress identifier, List<InetSocketAddress> listen) {
    this(
        asn,
        BgpIdentifier.of(identifier),
        listen,
        Optional.empty(),
        DecisionOptions.USUAL,
        true,
        Optional.empty(),
        Set.of());
  }

  /** {@return the same, as a member of a cluster} */
  public SpeakerConfig withClusterId(BgpIdentifier id) {
    return new SpeakerConfig(
        asn,
        identifier,
        listen,
        Optional.of(id),
        decision,
        policyRequired,
        restartDeferral,
        addresses);
  }

  /** {@return the same, exchanging routes with any neighbour also without a policy} */
  public SpeakerConfig withoutRequiredPolicy() {
    return new SpeakerConfig(
        asn, identifier, listen, clusterId, decision, false, restartDeferral, addresses);
  }

  /** {@return the same, waiting for neighbours' routes after a start} */
  public SpeakerConfig withRestartDeferral(Duration longest) {
    return new SpeakerConfig(
        asn,
        identifier,
        listen,
        clusterId,
        decision,
        policyRequired,
        Optional.of(longest),
        addresses);
  }

  /** {@return the same, with our addresses} */
  public SpeakerConfig withAddresses(Set<InetAddress> ours) {
    return new SpeakerConfig(
        asn, identifier, listen, clusterId, decision, policyRequired, restartDeferral, ours);
  }
}
