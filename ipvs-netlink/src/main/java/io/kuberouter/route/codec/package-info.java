/**
 * rtnetlink messages ({@code linux/rtnetlink.h}): pure functions between values and bytes, one file
 * for each thing on the wire. Reading order: {@link ChangeCodec}, {@link LinkCodec}, {@link
 * AddressCodec}, {@link RouteCodec}, {@link EventCodec}.
 */
@NullMarked
package io.kuberouter.route.codec;

import org.jspecify.annotations.NullMarked;
