package io.kuberouter.conntrack;

/**
 * A flow that the kernel tracks.
 *
 * @param original as the first packet went
 * @param reply as answers are expected; where addresses are translated, not the mirror of the
 *     original
 * @param zone of connection tracking; 0 for the default
 * @param id of the kernel, for as long as the flow lives ({@code CTA_ID})
 */
public record Flow(FlowTuple original, FlowTuple reply, int zone, int id) {}
