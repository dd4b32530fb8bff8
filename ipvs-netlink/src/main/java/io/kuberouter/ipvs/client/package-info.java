/**
 * Edge: the verbs of IPVS on the running kernel. Reading order: {@link IpvsClient}, {@link
 * KernelIpvsClient}.
 */
@NullMarked
package io.kuberouter.ipvs.client;

import org.jspecify.annotations.NullMarked;
