package io.kuberouter.examples;

import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.NflogOptions;
import io.kuberouter.nflog.PacketHeader;
import io.kuberouter.nflog.client.KernelNflogReader;
import io.kuberouter.nflog.client.NflogReader;
import java.io.IOException;

/**
 * A line for each packet that a network policy drops: those that rules with {@code -j NFLOG
 * --nflog-group 100} log, as kube-router's do. Wants root.
 */
final class FollowPolicyDrops {

  private static final int GROUP = 100;

  private FollowPolicyDrops() {}

  public static void main(String[] arguments) throws IOException {
    try (NflogReader drops = KernelNflogReader.open(GROUP, NflogOptions.DEFAULT)) {
      while (true) {
        System.out.println(line(drops.take()));
      }
    }
  }

  static String line(NflogEvent event) {
    if (event instanceof NflogEvent.Packet p) {
      LoggedPacket packet = p.packet();
      String prefix = packet.prefix().isEmpty() ? "" : packet.prefix().strip() + ": ";
      return prefix
          + packet.header().map(PacketHeader::toString).orElse("no IP packet")
          + (packet.inDevice().isPresent() ? " in device " + packet.inDevice().getAsInt() : "")
          + (packet.outDevice().isPresent() ? " out device " + packet.outDevice().getAsInt() : "");
    }
    return "some packets found no room, and are not told";
  }
}
