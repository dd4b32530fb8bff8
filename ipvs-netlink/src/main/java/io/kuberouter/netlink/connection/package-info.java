/**
 * Edge: requests and their answers, dumps and batches over one transport. Reading order: {@link
 * NetlinkConnection}, {@link FamilyResolver}.
 */
@NullMarked
package io.kuberouter.netlink.connection;

import org.jspecify.annotations.NullMarked;
