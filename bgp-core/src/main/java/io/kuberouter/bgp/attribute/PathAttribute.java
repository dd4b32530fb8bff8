package io.kuberouter.bgp.attribute;

/** One path attribute (RFC 4271 section 4.3). */
public sealed interface PathAttribute
    permits Origin,
        AsPath,
        NextHop,
        MultiExitDisc,
        LocalPref,
        AtomicAggregate,
        Aggregator,
        Communities,
        OriginatorId,
        ClusterList,
        MpReach,
        MpUnreach,
        ExtendedCommunities,
        As4Path,
        As4Aggregator,
        LargeCommunities,
        OnlyToCustomer,
        UnknownAttribute {

  /** {@return the type code, 0 to 255} */
  int typeCode();
}
