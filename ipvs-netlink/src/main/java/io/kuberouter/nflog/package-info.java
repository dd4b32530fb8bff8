/**
 * Packets that rules with the target {@code NFLOG} hand to programs, as values. Reading order:
 * {@link LoggedPacket}, {@link PacketHeader}, {@link NflogEvent}, {@link NflogOptions}.
 */
@NullMarked
package io.kuberouter.nflog;

import org.jspecify.annotations.NullMarked;
