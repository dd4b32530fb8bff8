package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.Prefix;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a daemon wrote in one session, and what the two had agreed on: {@code captured/*.txt}. */
public record Captured(SessionParameters session, List<byte[]> messages) {

  /** Who wrote them. */
  static final List<String> DAEMONS = List.of("bird", "frr", "gobgp", "openbgpd");

  /** To a client in its AS that can do all. */
  static final String REFLECTED = "reflected";

  /** To a neighbour in another AS that can do little. */
  static final String PLAIN = "plain";

  static Captured of(String daemon, String kind) throws Exception {
    String name = "/io/kuberouter/bgp/captured/" + daemon + "-" + kind + ".txt";
    try (InputStream in = Captured.class.getResourceAsStream(name)) {
      List<byte[]> messages = new ArrayList<>();
      Optional<OpenMessage> ours = Optional.empty();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith(">")) {
          ours =
              Optional.of(
                  (OpenMessage) MessageCodec.decode(ByteBuffer.wrap(octets(line)), before()));
        } else if (line.startsWith("<")) {
          messages.add(octets(line));
        }
      }
      OpenMessage theirs =
          (OpenMessage) MessageCodec.decode(ByteBuffer.wrap(messages.get(0)), before());
      return new Captured(SessionParameters.negotiate(ours.orElseThrow(), theirs), messages);
    }
  }

  private static SessionParameters before() {
    return SessionParameters.plain(64512, 64512);
  }

  private static byte[] octets(String line) {
    return HexFormat.of().parseHex(line.substring(2).trim());
  }

  List<DecodedUpdate> updates() throws Exception {
    List<DecodedUpdate> updates = new ArrayList<>();
    for (byte[] message : messages) {
      if (message[18] == MessageType.UPDATE.code()) {
        ByteBuffer body = MessageCodec.body(ByteBuffer.wrap(message), session);
        updates.add(UpdateCodec.decode(body, session));
      }
    }
    return updates;
  }

  /** The attributes that a prefix was told with first. */
  PathAttributes of(Prefix prefix) throws Exception {
    for (DecodedUpdate update : updates()) {
      for (UpdateMessage.Announcement announcement : update.announcements()) {
        if (announcement.nlri().prefixes().contains(prefix)) {
          return announcement.attributes();
        }
      }
    }
    throw new AssertionError(prefix + " was not told");
  }

  /** {@return the messages of all captures} */
  public static List<byte[]> everything() throws Exception {
    List<byte[]> all = new ArrayList<>();
    for (String daemon : DAEMONS) {
      all.addAll(of(daemon, REFLECTED).messages());
      all.addAll(of(daemon, PLAIN).messages());
    }
    return all;
  }
}
