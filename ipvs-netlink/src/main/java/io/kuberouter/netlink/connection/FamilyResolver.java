package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;

/** Finds the message type of a generic netlink family ({@code linux/genetlink.h}). */
public final class FamilyResolver {

  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;

  private FamilyResolver() {}

  /**
   * {@return the family's message type}
   *
   * @throws io.kuberouter.netlink.KernelException not found: the kernel has no such family, or its
   *     module is not loaded
   */
  public static int resolve(NetlinkConnection connection, String name) throws IOException {
    AttributeWriter out = new AttributeWriter();
    out.rawU8(CTRL_CMD_GETFAMILY).rawU8(1).rawU16(0).string(CTRL_ATTR_FAMILY_NAME, name);
    byte[] answer =
        connection.get(
            new NetlinkMessage(
                GENL_ID_CTRL, 0, out.toBytes(), "generic netlink family \"" + name + "\""));
    AttributeReader in = new AttributeReader(answer, 0, answer.length).skip(4);
    while (in.next()) {
      if (in.type() == CTRL_ATTR_FAMILY_ID) {
        return in.u16();
      }
    }
    throw new WireFormatException("family \"" + name + "\": the answer holds no id");
  }
}
