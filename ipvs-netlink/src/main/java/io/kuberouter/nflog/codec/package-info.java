/**
 * Logged packets ← nfnetlink messages, and what asks for them: pure functions ({@code
 * linux/netfilter/nfnetlink_log.h}). Reading order: {@link LoggedPacketCodec}, {@link
 * PacketHeaderCodec}, {@link NflogRequests}.
 */
@NullMarked
package io.kuberouter.nflog.codec;

import org.jspecify.annotations.NullMarked;
