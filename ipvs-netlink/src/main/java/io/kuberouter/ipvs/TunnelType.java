package io.kuberouter.ipvs;

/** {@code IP_VS_CONN_F_TUNNEL_TYPE_…}: how a tunnelled packet is wrapped; in the header's order. */
public enum TunnelType {
  /** {@code IP_VS_CONN_F_TUNNEL_TYPE_IPIP}: IP in IP. */
  IPIP,
  /** {@code IP_VS_CONN_F_TUNNEL_TYPE_GUE}: generic UDP encapsulation, to a port. */
  GUE,
  /** {@code IP_VS_CONN_F_TUNNEL_TYPE_GRE}: generic routing encapsulation. */
  GRE
}
