package io.kuberouter.route.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bytes that were seen between {@code ip} and a kernel. */
final class Captures {

  /** Contents of messages, as they were seen; flags are 0 in answers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Seen(int type, int flags, byte[] content) {}

  private Captures() {}

  /** {@return what the commands sent} */
  static Map<String, List<Seen>> requests() {
    return read("ip-requests.txt");
  }

  /** {@return what the kernel answered to commands} */
  static Map<String, List<Seen>> answers() {
    return read("kernel-answers.txt");
  }

  private static Map<String, List<Seen>> read(String name) {
    try (InputStream in = Captures.class.getResourceAsStream(name)) {
      Map<String, List<Seen>> all = new LinkedHashMap<>();
      List<Seen> current = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("  ")) {
          String[] words = line.trim().split(" ");
          int flags = words.length == 3 ? Integer.parseInt(words[1], 16) : 0;
          byte[] content = HexFormat.of().parseHex(words[words.length - 1]);
          current.add(new Seen(Integer.parseInt(words[0]), flags, content));
        } else if (!line.startsWith("#")) {
          current = new ArrayList<>();
          all.put(line, current);
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
