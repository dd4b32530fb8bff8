package io.kuberouter.netlink;

import java.util.function.Supplier;

/**
 * A request to the kernel without its header ({@code struct nlmsghdr}).
 *
 * @param type of the header
 * @param flags beyond {@code NLM_F_REQUEST} and {@code NLM_F_ACK}, which the connection sets
 * @param payload what stands behind the header; owned by the message
 * @param words makes the request in a tool's words, for errors; asked only when there is one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; one request holds its own bytes
public record NetlinkMessage(int type, int flags, byte[] payload, Supplier<String> words) {

  /** {@code NLM_F_DUMP}. */
  public static final int DUMP = 0x300;

  /** {@code NLM_F_REPLACE}. */
  public static final int REPLACE = 0x100;

  /** {@code NLM_F_EXCL}. */
  public static final int EXCLUSIVE = 0x200;

  /** {@code NLM_F_CREATE}. */
  public static final int CREATE = 0x400;

  /** {@code NLM_F_APPEND}. */
  public static final int APPEND = 0x800;

  /** A request whose words are there already. */
  public NetlinkMessage(int type, int flags, byte[] payload, String text) {
    this(type, flags, payload, () -> text);
  }

  /** {@return the request in a tool's words} */
  public String text() {
    return words.get();
  }
}
