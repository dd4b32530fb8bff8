package io.kuberouter.route;

import io.kuberouter.netlink.Octets;

/**
 * What a route wraps packets in, not understood here.
 *
 * @param type {@code LWTUNNEL_ENCAP_…}: 1 MPLS, 2 IP, 4 IP6, 5 SEG6 …
 * @param data the attributes of {@code RTA_ENCAP}, as they came
 */
public record RouteEncapsulation(int type, Octets data) {}
