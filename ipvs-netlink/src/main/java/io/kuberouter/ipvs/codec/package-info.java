/** IPVS values and their attributes in {@code linux/ip_vs.h}: pure functions. */
@NullMarked
package io.kuberouter.ipvs.codec;

import org.jspecify.annotations.NullMarked;
