/**
 * IPVS services and servers as values. Reading order: {@link ServiceKey}, {@link VirtualService},
 * {@link RealServer}, {@link IpvsChange}, {@link ObservedService}. Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.ipvs;

import org.jspecify.annotations.NullMarked;
