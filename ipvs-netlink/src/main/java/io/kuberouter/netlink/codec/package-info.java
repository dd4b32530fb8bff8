/**
 * Messages that belong to no family of their own: the controller of generic netlink. Pure functions
 * between values and bytes. Reading order: {@link FamilyCodec}.
 */
@NullMarked
package io.kuberouter.netlink.codec;

import org.jspecify.annotations.NullMarked;
