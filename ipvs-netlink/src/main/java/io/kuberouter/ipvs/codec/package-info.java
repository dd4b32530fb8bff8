/**
 * IPVS values ↔ their attributes in {@code linux/ip_vs.h}: pure functions. Reading order: {@link
 * IpvsCommand}, {@link ChangeCodec}, {@link ServiceCodec} with {@code ServiceKeyCodec}, {@link
 * RealServerCodec}, {@link QueryCodec}. Depends on the values and {@code netlink.wire}.
 */
@NullMarked
package io.kuberouter.ipvs.codec;

import org.jspecify.annotations.NullMarked;
