package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.OctetString;

/** A message of a type that is not understood, kept as it came. */
public record UnknownBmpMessage(int typeCode, OctetString body) implements BmpMessage {}
