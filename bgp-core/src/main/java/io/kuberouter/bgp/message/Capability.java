package io.kuberouter.bgp.message;

/** Something that a speaker can do (RFC 5492 section 4). */
public sealed interface Capability
    permits MultiprotocolCapability,
        RouteRefreshCapability,
        ExtendedNextHopCapability,
        ExtendedMessageCapability,
        RoleCapability,
        GracefulRestartCapability,
        FourOctetAsCapability,
        AddPathCapability,
        EnhancedRouteRefreshCapability,
        LongLivedGracefulRestartCapability,
        FqdnCapability,
        SoftwareVersionCapability,
        UnknownCapability {

  /** {@return the code, 0 to 255} */
  int code();
}
