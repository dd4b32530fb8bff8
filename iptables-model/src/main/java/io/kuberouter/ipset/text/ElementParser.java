package io.kuberouter.ipset.text;

import static io.kuberouter.ipset.text.Numbers.U32;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.Family;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetType;
import io.kuberouter.ipset.SetType.Dimension;
import io.kuberouter.ipset.text.Words.Word;
import io.kuberouter.text.IpAddresses;
import io.kuberouter.text.ParseException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what stands behind {@code add NAME}; {@link SetElement#line} prints it. */
final class ElementParser {

  private final SetType type;
  private final Family family;

  ElementParser(SetType type, Family family) {
    this.type = type;
    this.family = family;
  }

  SetElement parse(Words words) throws ParseException {
    Word word = words.next("an element");
    List<ElementPart> parts = parts(words, word);
    if (words.isEmpty()) {
      return new SetElement(parts, List.of());
    }
    List<ElementOption> options = new ArrayList<>(4);
    while (!words.isEmpty()) {
      options.add(option(words, words.next("an option")));
    }
    return new SetElement(parts, options);
  }

  private static ElementOption option(Words words, Word word) throws ParseException {
    String key = word.text().startsWith("--") ? word.text().substring(2) : word.text();
    return switch (key) {
      case "timeout" -> new ElementOption.Timeout(words.number("timeout", U32));
      case "packets" -> new ElementOption.Packets(count(words));
      case "bytes" -> new ElementOption.Bytes(count(words));
      case "comment" -> new ElementOption.Comment(words.next("a comment").text());
      case "skbmark" -> new ElementOption.SkbMark(words.next("a mark").text());
      case "skbprio" -> new ElementOption.SkbPrio(words.next("a priority").text());
      case "skbqueue" -> new ElementOption.SkbQueue((int) words.number("skbqueue", 0xffff));
      case "nomatch" -> new ElementOption.NoMatch();
      case "wildcard" -> new ElementOption.Wildcard();
      case "before" -> new ElementOption.Before(words.next("a set's name").text());
      case "after" -> new ElementOption.After(words.next("a set's name").text());
      default -> new ElementOption.Unknown(word.text());
    };
  }

  private static String count(Words words) throws ParseException {
    Word word = words.next("a count");
    if (word.text().isEmpty() || !word.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw words.wrong(word, "a count");
    }
    return word.text();
  }

  private List<ElementPart> parts(Words words, Word word) throws ParseException {
    List<Dimension> dimensions = type.dimensions();
    if (dimensions.isEmpty()) {
      return List.of(new ElementPart.Unknown(word.text()));
    }
    List<ElementPart> parts = new ArrayList<>(dimensions.size());
    int from = 0;
    for (Dimension dimension : dimensions) {
      if (from > word.text().length()) {
        if (type.isBitmap() && dimension == Dimension.MAC) {
          break; // the first packet from the address fills it in
        }
        throw words.wrong(word, "an element of " + type.name());
      }
      int comma = word.text().indexOf(',', from);
      int to = comma < 0 ? word.text().length() : comma;
      Word piece = new Word(word.text().substring(from, to), word.column() + from);
      parts.add(
          part(dimension, piece.text())
              .orElseThrow(() -> words.wrong(piece, described(dimension))));
      from = to + 1;
    }
    if (from <= word.text().length()) {
      throw words.wrong(word, "an element of " + type.name());
    }
    return List.copyOf(parts);
  }

  private String described(Dimension dimension) {
    return switch (dimension) {
      case IP -> "an address of family " + family.text() + " (names are not looked up)";
      case NET -> "a network of family " + family.text() + " (names are not looked up)";
      case PORT -> "protocol:port";
      case MAC -> "a hardware address";
      case MARK -> "a mark";
      case IFACE -> "a device";
      case SET -> "a set's name";
    };
  }

  private Optional<ElementPart> part(Dimension dimension, String text) {
    return switch (dimension) {
      case IP, NET -> addresses(dimension, text);
      case PORT -> type.isBitmap() ? ports("", text) : port(text);
      case MAC -> mac(text);
      case MARK -> {
        long mark = Numbers.parse(text, U32);
        yield mark < 0 ? Optional.empty() : Optional.of(new ElementPart.Mark(mark));
      }
      case IFACE -> device(text);
      case SET -> text.isEmpty() ? Optional.empty() : Optional.of(new ElementPart.SetName(text));
    };
  }

  private Optional<ElementPart> addresses(Dimension dimension, String text) {
    int dash = text.indexOf('-');
    if (dash >= 0) {
      Optional<InetAddress> first = address(text.substring(0, dash));
      Optional<InetAddress> last = address(text.substring(dash + 1));
      return first.isPresent() && last.isPresent()
          ? Optional.of(new ElementPart.Range(first.get(), last.get()))
          : Optional.empty();
    }
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    if (slash < 0 && dimension == Dimension.IP) {
      return Optional.of(new ElementPart.Address(address.get()));
    }
    long length =
        slash < 0 ? family.bits() : Numbers.parse(text.substring(slash + 1), family.bits());
    return length < 0
        ? Optional.empty()
        : Optional.of(new ElementPart.Net(address.get(), (int) length));
  }

  private Optional<InetAddress> address(String text) {
    return IpAddresses.parse(text).filter(a -> IpAddresses.bits(a) == family.bits());
  }

  private static Optional<ElementPart> port(String text) {
    int colon = text.indexOf(':');
    String protocol = colon < 0 ? "" : text.substring(0, colon);
    String tail = text.substring(colon + 1);
    if (colon == 0 || tail.isEmpty()) {
      return Optional.empty();
    }
    return switch (protocol) {
      case "icmp", "icmpv6", "ipv6-icmp" -> Optional.of(new ElementPart.Icmp(protocol, tail));
      default -> ports(protocol, tail);
    };
  }

  private static Optional<ElementPart> ports(String protocol, String text) {
    int dash = text.indexOf('-');
    long first = Numbers.parse(dash < 0 ? text : text.substring(0, dash), 0xffff);
    long last = dash < 0 ? first : Numbers.parse(text.substring(dash + 1), 0xffff);
    return first < 0 || last < first
        ? Optional.empty()
        : Optional.of(new ElementPart.Port(protocol, (int) first, (int) last));
  }

  private static Optional<ElementPart> mac(String text) {
    boolean fits = text.length() == 17;
    for (int i = 0; fits && i < 17; i++) {
      char c = text.charAt(i);
      fits = i % 3 == 2 ? c == ':' : c < 128 && Character.digit(c, 16) >= 0;
    }
    return fits
        ? Optional.of(new ElementPart.Mac(text.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static Optional<ElementPart> device(String text) {
    int colon = text.indexOf(':');
    String prefix = text.substring(0, colon + 1);
    String name = text.substring(colon + 1);
    boolean fits =
        !name.isEmpty()
            && name.length() <= 15
            && (prefix.isEmpty() || prefix.equals("physdev:") || prefix.equals("wildcard:"));
    return fits ? Optional.of(new ElementPart.Interface(prefix, name)) : Optional.empty();
  }
}
