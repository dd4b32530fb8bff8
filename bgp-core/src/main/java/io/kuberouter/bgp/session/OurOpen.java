package io.kuberouter.bgp.session;

import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.EnhancedRouteRefreshCapability;
import io.kuberouter.bgp.message.ExtendedMessageCapability;
import io.kuberouter.bgp.message.ExtendedNextHopCapability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RoleCapability;
import io.kuberouter.bgp.message.RouteRefreshCapability;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.BgpIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What we say first to a neighbour. */
final class OurOpen {

  private OurOpen() {}

  static OpenMessage of(
      PeerConfig peer, long asn, BgpIdentifier identifier, boolean recentlyStarted) {
    PeerConfig.Offer offer = peer.offer();
    List<AddressFamily> families = offer.families().stream().sorted().toList();
    List<Capability> all = new ArrayList<>();
    families.forEach(family -> all.add(new MultiprotocolCapability(family)));
    all.add(new RouteRefreshCapability());
    all.add(new EnhancedRouteRefreshCapability());
    if (offer.families().contains(AddressFamily.IPV4_UNICAST)) {
      all.add(
          new ExtendedNextHopCapability(
              List.of(new ExtendedNextHopCapability.Entry(AddressFamily.IPV4_UNICAST, Afi.IPV6))));
    }
    if (offer.extendedMessages()) {
      all.add(new ExtendedMessageCapability());
    }
    if (offer.role().isPresent() && peer.remoteAsn() != asn) {
      all.add(new RoleCapability(offer.role().get()));
    }
    all.add(new FourOctetAsCapability(asn));
    offer
        .restartTime()
        .ifPresent(time -> all.add(restart(families, time.toSeconds(), recentlyStarted)));
    addPath(offer, all);
    if (offer.restartTime().isPresent() && offer.longLivedTime().isPresent()) {
      int seconds = (int) offer.longLivedTime().get().toSeconds();
      all.add(
          new LongLivedGracefulRestartCapability(
              families.stream()
                  .map(f -> new LongLivedGracefulRestartCapability.Family(f, true, seconds))
                  .toList()));
    }
    return new OpenMessage(asn, (int) peer.timing().holdTime().toSeconds(), identifier, all);
  }

  /** The kernel keeps forwarding while we are away, so every family is said to have been kept. */
  private static Capability restart(
      List<AddressFamily> families, long seconds, boolean recentlyStarted) {
    return new GracefulRestartCapability(
        recentlyStarted,
        true,
        (int) seconds,
        families.stream().map(f -> new GracefulRestartCapability.Family(f, true)).toList());
  }

  private static void addPath(PeerConfig.Offer offer, List<Capability> all) {
    Set<AddressFamily> either = new LinkedHashSet<>(offer.addPathReceive());
    either.addAll(offer.addPathSend());
    if (!either.isEmpty()) {
      all.add(
          new AddPathCapability(
              either.stream()
                  .sorted()
                  .map(
                      f ->
                          new AddPathCapability.Entry(
                              f,
                              offer.addPathReceive().contains(f),
                              offer.addPathSend().contains(f)))
                  .toList()));
    }
  }
}
