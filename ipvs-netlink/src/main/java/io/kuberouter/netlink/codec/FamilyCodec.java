package io.kuberouter.netlink.codec;

import io.kuberouter.netlink.GenericFamily;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Families of generic netlink ↔ messages of its controller ({@code linux/genetlink.h}).
 *
 * <pre>
 * | cmd u8 | version u8 | reserved u16 | CTRL_ATTR_… |
 * </pre>
 */
public final class FamilyCodec {

  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;
  private static final int CTRL_ATTR_VERSION = 3;
  private static final int CTRL_ATTR_HDRSIZE = 4;
  private static final int CTRL_ATTR_MAXATTR = 5;
  private static final int CTRL_ATTR_OPS = 6;
  private static final int CTRL_ATTR_MCAST_GROUPS = 7;
  private static final int CTRL_ATTR_OP_ID = 1;
  private static final int CTRL_ATTR_MCAST_GRP_NAME = 1;
  private static final int CTRL_ATTR_MCAST_GRP_ID = 2;

  private FamilyCodec() {}

  /** {@return the question for a family} */
  public static NetlinkMessage get(String name) {
    AttributeWriter out = new AttributeWriter();
    out.rawU8(CTRL_CMD_GETFAMILY).rawU8(1).rawU16(0).string(CTRL_ATTR_FAMILY_NAME, name);
    return new NetlinkMessage(
        GENL_ID_CTRL, 0, out.toBytes(), () -> "generic netlink family \"" + name + "\"");
  }

  /** Reads the answer. */
  public static GenericFamily decode(AttributeReader in) throws WireFormatException {
    String name = "";
    int[] numbers = new int[CTRL_ATTR_MAXATTR + 1];
    Set<Integer> operations = new HashSet<>();
    Map<String, Integer> groups = new HashMap<>();
    in.skip(4);
    while (in.next()) {
      switch (in.type()) {
        case CTRL_ATTR_FAMILY_ID -> numbers[CTRL_ATTR_FAMILY_ID] = in.u16();
        case CTRL_ATTR_FAMILY_NAME -> name = in.string();
        case CTRL_ATTR_VERSION, CTRL_ATTR_HDRSIZE, CTRL_ATTR_MAXATTR ->
            numbers[in.type()] = (int) in.u32();
        case CTRL_ATTR_OPS -> operations(in.nested(), operations);
        case CTRL_ATTR_MCAST_GROUPS -> groups(in.nested(), groups);
        default -> {} // policies
      }
    }
    if (numbers[CTRL_ATTR_FAMILY_ID] == 0) {
      throw new WireFormatException("family \"" + name + "\": the answer holds no id");
    }
    return new GenericFamily(
        name,
        numbers[CTRL_ATTR_FAMILY_ID],
        numbers[CTRL_ATTR_VERSION],
        numbers[CTRL_ATTR_HDRSIZE],
        numbers[CTRL_ATTR_MAXATTR],
        operations,
        groups);
  }

  private static void operations(AttributeReader list, Set<Integer> all)
      throws WireFormatException {
    while (list.next()) {
      AttributeReader operation = list.nested();
      while (operation.next()) {
        if (operation.type() == CTRL_ATTR_OP_ID) {
          all.add((int) operation.u32());
        }
      }
    }
  }

  private static void groups(AttributeReader list, Map<String, Integer> all)
      throws WireFormatException {
    while (list.next()) {
      AttributeReader group = list.nested();
      String name = "";
      int id = 0;
      while (group.next()) {
        if (group.type() == CTRL_ATTR_MCAST_GRP_NAME) {
          name = group.string();
        } else if (group.type() == CTRL_ATTR_MCAST_GRP_ID) {
          id = (int) group.u32();
        }
      }
      all.put(name, id);
    }
  }
}
