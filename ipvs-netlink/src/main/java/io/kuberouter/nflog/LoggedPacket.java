package io.kuberouter.nflog;

import io.kuberouter.netlink.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A packet that a rule has logged.
 *
 * @param group of the rule: {@code --nflog-group}
 * @param prefix of the rule: {@code --nflog-prefix}; empty without one
 * @param hook where it was
 * @param etherType 0x0800 for IPv4, 0x86dd for IPv6
 * @param mark 0 for none
 * @param inDevice index of the device that it came by; absent for those made here
 * @param outDevice index of the device that it goes by; absent before routing
 * @param inBridgePort index of the bridge's port that it came by
 * @param outBridgePort index of the bridge's port that it goes by
 * @param time when it came; absent for those made here
 * @param uid of the socket that sends it; absent for others
 * @param gid of the socket that sends it; absent for others
 * @param sequence of the group, from 0; absent when not asked for
 * @param payload from the network header on, as much as was asked for
 * @param header what the payload says; absent when it is none of IP, or too little was copied
 */
public record LoggedPacket(
    int group,
    String prefix,
    NetfilterHook hook,
    int etherType,
    long mark,
    OptionalInt inDevice,
    OptionalInt outDevice,
    OptionalInt inBridgePort,
    OptionalInt outBridgePort,
    Optional<Instant> time,
    OptionalLong uid,
    OptionalLong gid,
    OptionalLong sequence,
    Octets payload,
    Optional<PacketHeader> header) {}
