package io.kuberouter.netlink.testkit;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.ArrayList;
import java.util.List;

/** Messages with their headers, one behind the other: what a kernel sends, and what it is sent. */
public final class Datagram {

  private static final int HEADER = 16;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;

  private final AttributeWriter out = new AttributeWriter();

  /**
   * A message of a datagram.
   *
   * @param number of the request, which an answer repeats
   * @param content what stands behind the header
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(int type, int flags, int number, byte[] content) {}

  /** Adds a message. */
  public Datagram add(int type, int flags, int number, byte[] content) {
    out.rawU32(HEADER + content.length).rawU16(type).rawU16(flags).rawU32(number).rawU32(0);
    out.rawBytes(content);
    out.rawBytes(new byte[-content.length & 3]);
    return this;
  }

  /** Adds an acknowledgement; errno 0 for success. */
  public Datagram ack(int number, int errno) {
    byte[] content =
        new AttributeWriter().rawU32(-errno).rawBytes(new byte[HEADER]).toBytes(); // the request's
    return add(NLMSG_ERROR, NLM_F_CAPPED, number, content);
  }

  /** Adds a refusal with attributes of an extended acknowledgement. */
  public Datagram refusal(int number, int errno, AttributeWriter attributes) {
    byte[] content =
        new AttributeWriter()
            .rawU32(-errno)
            .rawBytes(new byte[HEADER])
            .rawBytes(attributes.toBytes())
            .toBytes();
    return add(NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS, number, content);
  }

  /** Adds the end of a dump; errno 0 for success. */
  public Datagram done(int number, int flags, int errno) {
    return add(NLMSG_DONE, flags, number, new AttributeWriter().rawU32(-errno).toBytes());
  }

  /** Adds bytes that need be no message. */
  public Datagram raw(byte[] bytes) {
    out.rawBytes(bytes);
    return this;
  }

  /** {@return the bytes} */
  public byte[] toBytes() {
    return out.toBytes();
  }

  /** Reads the messages of a datagram. */
  public static List<Message> read(byte[] bytes) throws WireFormatException {
    List<Message> all = new ArrayList<>();
    AttributeReader in = new AttributeReader(bytes, 0, bytes.length);
    while (in.hasMore()) {
      int length = (int) in.rawU32();
      int type = in.rawU16();
      int flags = in.rawU16();
      int number = (int) in.rawU32();
      in.skip(4);
      byte[] content = in.rawBytes(length - HEADER);
      in.skip(-length & 3);
      all.add(new Message(type, flags, number, content));
    }
    return all;
  }
}
