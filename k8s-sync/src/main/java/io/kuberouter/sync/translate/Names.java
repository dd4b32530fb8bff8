package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The names of kernel objects that an upgrade from the Go agent must find again. */
public final class Names {

  public static final String SERVICES = "KUBE-ROUTER-SERVICES";
  public static final String HAIRPIN = "KUBE-ROUTER-HAIRPIN";
  public static final String INPUT = "KUBE-ROUTER-INPUT";
  public static final String FORWARD = "KUBE-ROUTER-FORWARD";
  public static final String OUTPUT = "KUBE-ROUTER-OUTPUT";
  public static final String COMMON = "KUBE-NWPLCY-COMMON";
  public static final String DEFAULT = "KUBE-NWPLCY-DEFAULT";
  public static final String TAIL = "KUBE-NWPLCY-TAIL";
  public static final String POLICY_PREFIX = "KUBE-NWPLCY-";
  public static final String POD_PREFIX = "KUBE-POD-FW-";

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Names() {}

  /** {@return the set's name for a family: IPv6 sets carry a prefix} */
  public static String set(IpFamily family, String name) {
    return family == IpFamily.IPV6 ? "inet6:" + name : name;
  }

  /** {@return how the original's hashes spell a family} */
  static String familyText(IpFamily family) {
    return family == IpFamily.IPV6 ? "IPv6" : "IPv4";
  }

  /** {@return the first 16 letters of the text's SHA-256 in base 32: 80 bits} */
  static String hash16(String text) {
    byte[] digest = sha256(text);
    StringBuilder out = new StringBuilder(16);
    for (int i = 0; i < 2; i++) {
      long bits = 0;
      for (int j = 0; j < 5; j++) {
        bits = (bits << 8) | (digest[(i * 5) + j] & 0xff);
      }
      for (int shift = 35; shift >= 0; shift -= 5) {
        out.append(BASE32.charAt((int) (bits >> shift) & 31));
      }
    }
    return out.toString();
  }

  /**
   * {@return the tunnel device to a next hop: {@code tun-} and the start of the SHA-256 of the
   * address without separators}
   */
  static String tunnel(String nextHop) {
    return ownTunnel(nextHop.replace(".", "").replace(":", ""));
  }

  /** {@return one that addresses do not share which differ in their separators alone} */
  static String ownTunnel(String nextHop) {
    byte[] digest = sha256(nextHop);
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      hex.append(String.format("%02x", digest[i]));
    }
    return "tun-" + hex.substring(0, 11);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
