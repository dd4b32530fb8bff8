package io.kuberouter.netlink;

import io.kuberouter.netlink.wire.AttributeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What was seen between a tool and the kernel, from a file of lines: {@code # command}, {@code >
 * sent}, {@code < received}, {@code ! refused}.
 *
 * @param refusal the error's name; empty for none
 */
public record Captured(String command, List<byte[]> sent, List<byte[]> received, String refusal) {

  /** {@return the type of a whole message, header and all} */
  public static int type(byte[] whole) {
    return (whole[4] & 0xff) | ((whole[5] & 0xff) << 8);
  }

  /** {@return the flags of a whole message, header and all} */
  public static int flags(byte[] whole) {
    return (whole[6] & 0xff) | ((whole[7] & 0xff) << 8);
  }

  /** {@return what stands behind the header of a whole message} */
  public static AttributeReader content(byte[] whole) {
    return new AttributeReader(whole, 16, whole.length - 16);
  }

  /** {@return the conversations of a file beside a class} */
  public static List<Captured> read(Class<?> beside, String file) throws IOException {
    List<Captured> all = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().skip(1).toList()) {
        String rest = line.substring(2);
        Captured last = all.isEmpty() ? null : all.get(all.size() - 1);
        switch (line.charAt(0)) {
          case '#' -> all.add(new Captured(rest, new ArrayList<>(), new ArrayList<>(), ""));
          case '>' -> Objects.requireNonNull(last).sent.add(HexFormat.of().parseHex(rest));
          case '<' -> Objects.requireNonNull(last).received.add(HexFormat.of().parseHex(rest));
          case '!' -> {
            Captured refused = Objects.requireNonNull(last);
            all.set(
                all.size() - 1,
                new Captured(refused.command, refused.sent, refused.received, rest));
          }
          default -> throw new IOException("line: " + line);
        }
      }
    }
    return all;
  }
}
