package io.kuberouter.nflog.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.nflog.NflogOptions;

/**
 * {@link NflogOptions} → {@code NFULNL_MSG_CONFIG}.
 *
 * <pre>
 * struct nfgenmsg(4): family 0, version 0, group __be16; CMD(1) MODE(6) NLBUFSIZ(4) TIMEOUT(4) QTHRESH(4) FLAGS(2)
 * </pre>
 */
public final class NflogRequests {

  private static final int NFNL_SUBSYS_ULOG = 4 << 8;

  /** {@code NFULNL_MSG_CONFIG}. */
  private static final int CONFIG = NFNL_SUBSYS_ULOG | 1;

  private static final int CFG_CMD_BIND = 1;
  private static final int CFG_CMD_UNBIND = 2;
  private static final int COPY_META = 1;
  private static final int COPY_PACKET = 2;
  private static final int CFG_F_SEQ = 1;

  private NflogRequests() {}

  private static AttributeWriter begin(int group) {
    return new AttributeWriter().rawU8(0).rawU8(0).rawU8(group >> 8).rawU8(group & 0xff);
  }

  /** {@return the request for a group's packets, in the way of the options} */
  public static NetlinkMessage bind(int group, NflogOptions options) {
    AttributeWriter out = begin(group);
    out.u8(ConfigAttribute.CMD.type, CFG_CMD_BIND);
    int range = options.copyBytes();
    out.bytes(
        ConfigAttribute.MODE.type,
        new byte[] {
          0, 0, (byte) (range >> 8), (byte) range, (byte) (range == 0 ? COPY_META : COPY_PACKET), 0
        });
    out.be32(ConfigAttribute.NLBUFSIZ.type, options.bufferBytes());
    out.be32(ConfigAttribute.TIMEOUT.type, (int) (options.flush().toMillis() / 10));
    out.be32(ConfigAttribute.QTHRESH.type, options.queueThreshold());
    out.be16(ConfigAttribute.FLAGS.type, options.sequence() ? CFG_F_SEQ : 0);
    return new NetlinkMessage(CONFIG, 0, out.toBytes(), () -> "bind to NFLOG group " + group);
  }

  /** {@return the request for no more packets of a group} */
  public static NetlinkMessage unbind(int group) {
    AttributeWriter out = begin(group).u8(ConfigAttribute.CMD.type, CFG_CMD_UNBIND);
    return new NetlinkMessage(CONFIG, 0, out.toBytes(), () -> "leave NFLOG group " + group);
  }
}
