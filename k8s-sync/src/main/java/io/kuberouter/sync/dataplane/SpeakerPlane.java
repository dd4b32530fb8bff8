package io.kuberouter.sync.dataplane;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Condition;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.policy.PrefixSet;
import io.kuberouter.bgp.rib.DecisionOptions;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.rib.RouteSource;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerEvent;
import io.kuberouter.bgp.session.SpeakerListener;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.translate.NodeBgp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan's BGP steps on a running speaker. Nodes of the cluster are told our pods' networks,
 * external neighbours also service addresses; default routes and addresses that we announce
 * ourselves are not learned. Any thread.
 */
public final class SpeakerPlane implements BgpPlane {

  private static final Logger LOG = LoggerFactory.getLogger(SpeakerPlane.class);

  /** What we announce, and whether it is a service address. */
  private final Map<Prefix, Boolean> ours = new ConcurrentHashMap<>();

  private final RouterOptions options;
  private final NodeBgp node;
  private final PrefixSet rejected;
  private final Speaker speaker;

  /**
   * Starts the speaker.
   *
   * @param addresses of this node, to listen on unless an annotation has others
   * @param learned takes each learned route: a next hop, or none when it is gone
   */
  public SpeakerPlane(
      RouterOptions options,
      List<InetAddress> addresses,
      NodeBgp node,
      BiConsumer<Cidr, Optional<InetAddress>> learned)
      throws IOException {
    this.options = options;
    this.node = node;
    this.rejected = PrefixSet.orLonger(node.rejected());
    List<InetSocketAddress> listen =
        (node.listen().isEmpty() ? addresses : node.listen())
            .stream().map(a -> new InetSocketAddress(a, options.bgpPort())).toList();
    Optional<Duration> deferral =
        options.gracefulRestart()
            ? Optional.of(options.gracefulRestartDeferralTime())
            : Optional.empty();
    this.speaker =
        Speaker.start(
            new SpeakerConfig(
                node.asn(),
                node.identifier(),
                listen,
                node.cluster(),
                DecisionOptions.USUAL,
                true,
                deferral,
                Set.copyOf(addresses)),
            new Listener(learned));
  }

  /** Passes routes on, and writes down what sessions do. */
  private record Listener(BiConsumer<Cidr, Optional<InetAddress>> learned)
      implements SpeakerListener {
    @Override
    public void on(SpeakerEvent event) {
      if (event instanceof SpeakerEvent.BestRouteChanged c) {
        Prefix prefix = c.prefix();
        learned.accept(
            new Cidr(prefix.address(), prefix.length()),
            c.route().filter(r -> !r.source().isLocal()).flatMap(Route::nextHop));
      } else if (event instanceof SpeakerEvent.PeerStateChanged c) {
        if (c.now() == SessionState.ESTABLISHED || c.before() == SessionState.ESTABLISHED) {
          LOG.info("BGP neighbour {}: {} ({})", IpText.format(c.peer()), c.now(), c.why());
        } else {
          LOG.debug("BGP neighbour {}: {} ({})", IpText.format(c.peer()), c.now(), c.why());
        }
      }
    }
  }

  /** What a neighbour is told, and what is taken from it; a route reflector passes all on. */
  private PeerConfig withPolicies(Item.BgpPeer peer) {
    if (node.reflector()) {
      return peer.config()
          .change()
          .exportPolicy(Policy.ACCEPT_ALL)
          .importPolicy(Policy.ACCEPT_ALL)
          .build();
    }
    Condition announced =
        new Condition.PrefixIs(
            peer.external() ? "external" : "internal",
            prefix -> announces(prefix, peer.external()));
    Condition wanted = new Condition.PrefixIs("learned", this::accepts);
    return peer.config()
        .change()
        .exportPolicy(
            Policy.builder()
                .rule(
                    "ours",
                    Policy.Verdict.ACCEPT,
                    List.of(new Condition.ToldBy(Set.of(RouteSource.Kind.LOCAL)), announced),
                    peer.external() ? changes() : List.of())
                .otherwiseReject())
        .importPolicy(Policy.builder().accept("learned", wanted).otherwiseReject())
        .build();
  }

  /** What is done to routes that external neighbours are told. */
  private List<PolicyAction> changes() {
    List<PolicyAction> changes = new ArrayList<>();
    node.prepend().ifPresent(changes::add);
    if (options.overrideNextHop()) {
      changes.add(new PolicyAction.NextHopSelf());
    }
    if (!node.communities().isEmpty()) {
      changes.add(new PolicyAction.AddCommunities(node.communities()));
    }
    return changes;
  }

  private boolean announces(Prefix prefix, boolean external) {
    boolean vip = ours.getOrDefault(prefix, false);
    return external ? vip || options.advertisePodCidr() : !vip;
  }

  private boolean accepts(Prefix prefix) {
    return prefix.length() > 0 && !ours.containsKey(prefix) && !rejected.contains(prefix);
  }

  @Override
  public void addPeer(Item.BgpPeer peer) {
    speaker.addPeer(withPolicies(peer));
  }

  @Override
  public void removePeer(Item.BgpPeer peer) {
    speaker.removePeer(peer.config().address());
  }

  @Override
  public void announce(Item.BgpRoute route) {
    Boolean before = ours.put(route.prefix(), route.vip());
    speaker.announce(route.prefix(), route.nextHop());
    if (before == null || before != route.vip()) {
      speaker.reconsider(List.of(route.prefix())); // what neighbours told of it is ours now
    }
  }

  @Override
  public void withdraw(Item.BgpRoute route) {
    ours.remove(route.prefix());
    speaker.withdraw(route.prefix());
    speaker.reconsider(List.of(route.prefix())); // what neighbours tell of it may be used now
  }

  @Override
  public void close() {
    speaker.close();
  }
}
