package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.OctetString;

/**
 * {@code BGP4MP_MESSAGE} and its like: a BGP message (RFC 6396 section 4.4.2, RFC 8050 section 3).
 *
 * @param locallySent whether the collector sent it ({@code …_LOCAL}), rather than received it
 * @param addPath whether its prefixes have path identifiers ({@code …_ADDPATH})
 * @param message with its header, as it was on the wire
 */
public record Bgp4mpMessage(
    Bgp4mpSession session, boolean locallySent, boolean addPath, OctetString message)
    implements MrtBody {}
