package io.kuberouter.ipvs;

/**
 * How packets to a server with {@link ForwardMethod#TUNNEL} are wrapped; Linux 5.3 and later.
 *
 * @param port of {@link TunnelType#GUE}; 0 for others
 * @param checksum {@code IP_VS_TUNNEL_ENCAP_FLAG_CSUM}
 * @param remoteChecksum {@code IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM}: remote checksum offload of GUE
 */
public record Tunnel(TunnelType type, int port, boolean checksum, boolean remoteChecksum) {

  /** IP in IP: what older kernels do, and others do unless told. */
  public static final Tunnel IPIP = new Tunnel(TunnelType.IPIP, 0, false, false);

  public Tunnel {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("tunnel port " + port);
    }
  }
}
