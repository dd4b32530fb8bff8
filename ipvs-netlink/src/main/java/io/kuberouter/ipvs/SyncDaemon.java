package io.kuberouter.ipvs;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A daemon of the kernel that synchronises connections over multicast. What is 0 or absent is the
 * kernel's choice when started, and so for kernels before 4.3, which know the first three only.
 *
 * @param device over which it speaks: 1 to 15 bytes
 * @param syncId 0 to 255; a backup with 0 hears all
 * @param maxLength bytes of payload in a datagram
 * @param group multicast address; the kernel's choice is 224.0.0.81
 * @param port the first; the kernel's choice is 8848
 * @param ttl hops; the kernel's choice is 1
 */
public record SyncDaemon(
    DaemonState state,
    String device,
    int syncId,
    int maxLength,
    Optional<InetAddress> group,
    int port,
    int ttl) {

  /** {@code IP_VS_IFNAME_MAXLEN}, without the zero behind. */
  private static final int MOST_DEVICE_BYTES = 15;

  public SyncDaemon {
    int length = device.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MOST_DEVICE_BYTES || device.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "device \"" + device + "\": 1 to " + MOST_DEVICE_BYTES + " bytes expected");
    }
    if (syncId < 0 || maxLength < 0 || maxLength > 65535 || port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "sync id " + syncId + ", length " + maxLength + ", port " + port);
    }
    if (ttl < 0 || ttl > 255) {
      throw new IllegalArgumentException("ttl " + ttl);
    }
  }

  /** {@return a daemon with the kernel's choices} */
  public static SyncDaemon of(DaemonState state, String device, int syncId) {
    return new SyncDaemon(state, device, syncId, 0, Optional.empty(), 0, 0);
  }
}
