package io.kuberouter.ipvs.codec;

import io.kuberouter.ipvs.Tunnel;
import io.kuberouter.ipvs.TunnelType;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.List;

/** {@link Tunnel} ↔ the numbers of {@code IPVS_DEST_ATTR_TUN_…}. */
final class TunnelCodec {

  /** In the order of {@code IP_VS_CONN_F_TUNNEL_TYPE_…}. */
  private static final List<TunnelType> TYPES =
      List.of(TunnelType.IPIP, TunnelType.GUE, TunnelType.GRE);

  /** {@code IP_VS_TUNNEL_ENCAP_FLAG_CSUM}. */
  private static final int FLAG_CSUM = 1;

  /** {@code IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM}. */
  private static final int FLAG_REMCSUM = 1 << 1;

  private TunnelCodec() {}

  static int type(Tunnel tunnel) {
    return TYPES.indexOf(tunnel.type());
  }

  static int flags(Tunnel tunnel) {
    return (tunnel.checksum() ? FLAG_CSUM : 0) | (tunnel.remoteChecksum() ? FLAG_REMCSUM : 0);
  }

  static Tunnel decode(int type, int port, int flags) throws WireFormatException {
    if (type == 0 && port == 0 && flags == 0) {
      return Tunnel.IPIP;
    }
    if (type >= TYPES.size()) {
      throw new WireFormatException("IPVS_DEST_ATTR_TUN_TYPE " + type + ", 0 to 2 expected");
    }
    return new Tunnel(TYPES.get(type), port, (flags & FLAG_CSUM) != 0, (flags & FLAG_REMCSUM) != 0);
  }
}
