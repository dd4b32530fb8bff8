package io.kuberouter.ipset.text;

import static io.kuberouter.ipset.text.Numbers.U32;

import io.kuberouter.ipset.Family;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.ipset.SetType;
import io.kuberouter.ipset.text.Words.Word;
import io.kuberouter.text.IpAddresses;
import io.kuberouter.text.ParseException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands behind {@code create}; {@link SetDefinition#text} prints it. */
final class DefinitionParser {

  private DefinitionParser() {}

  static SetDefinition parse(Words words) throws ParseException {
    Word name = words.next("a set's name");
    SetType type = SetType.of(words.next("a set's type").text());
    List<SetOption> options = new ArrayList<>();
    while (!words.isEmpty()) {
      Word word = words.next("an option");
      SetOption option = option(type, word, words);
      boolean twice =
          !(option instanceof SetOption.Unknown)
              && options.stream().anyMatch(o -> o.getClass() == option.getClass());
      if (twice) {
        throw words.wrong(word, "each option once");
      }
      options.add(option);
    }
    if (name.text().isEmpty()) {
      throw words.wrong(name, "a set's name");
    }
    return new SetDefinition(name.text(), type, options);
  }

  private static SetOption option(SetType type, Word word, Words words) throws ParseException {
    String key = word.text().startsWith("--") ? word.text().substring(2) : word.text();
    return switch (key) {
      case "family" -> new SetOption.Family(family(words));
      case "-6" -> new SetOption.Family(Family.INET6);
      case "-4" -> new SetOption.Family(Family.INET);
      case "hashsize" -> new SetOption.HashSize(words.number("hashsize", U32));
      case "maxelem" -> new SetOption.MaxElem(words.number("maxelem", U32));
      case "netmask" -> new SetOption.Netmask((int) words.number("netmask", 128));
      case "bitmask" -> new SetOption.Bitmask(address(words, words.next("an address")));
      case "markmask" -> new SetOption.MarkMask(words.number("markmask", U32));
      case "range" -> range(type, words, words.next("a range"));
      case "size" -> new SetOption.Size(words.number("size", U32));
      case "timeout" -> new SetOption.Timeout(words.number("timeout", U32));
      case "counters" -> new SetOption.Counters();
      case "comment" -> new SetOption.Comments();
      case "skbinfo" -> new SetOption.SkbInfo();
      case "forceadd" -> new SetOption.ForceAdd();
      case "bucketsize" -> new SetOption.BucketSize((int) words.number("bucketsize", 255));
      case "initval" -> new SetOption.InitVal(words.number("initval", U32));
      default -> new SetOption.Unknown(word.text());
    };
  }

  private static Family family(Words words) throws ParseException {
    Word word = words.next("a family");
    return switch (word.text()) {
      case "inet", "ipv4", "-4" -> Family.INET;
      case "inet6", "ipv6", "-6" -> Family.INET6;
      default -> throw words.wrong(word, "inet or inet6");
    };
  }

  private static InetAddress address(Words words, Word word) throws ParseException {
    return IpAddresses.parse(word.text()).orElseThrow(() -> words.wrong(word, "an address"));
  }

  private static SetOption range(SetType type, Words words, Word word) throws ParseException {
    String text = word.text();
    int dash = text.indexOf('-');
    if (type.name().equals("bitmap:port")) {
      long first = Numbers.parse(dash < 0 ? text : text.substring(0, dash), 0xffff);
      long last = dash < 0 ? first : Numbers.parse(text.substring(dash + 1), 0xffff);
      if (first < 0 || last < first) {
        throw words.wrong(word, "ports from-to");
      }
      return new SetOption.PortRange((int) first, (int) last);
    }
    if (dash >= 0) {
      return new SetOption.AddressRange(
          address(words, new Word(text.substring(0, dash), word.column())),
          address(words, new Word(text.substring(dash + 1), word.column() + dash + 1)));
    }
    int slash = text.indexOf('/');
    InetAddress base =
        address(words, slash < 0 ? word : new Word(text.substring(0, slash), word.column()));
    long length = slash < 0 ? -1 : Numbers.parse(text.substring(slash + 1), IpAddresses.bits(base));
    if (length < 0) {
      throw words.wrong(word, "addresses from-to or a network");
    }
    return new SetOption.AddressRange(
        IpAddresses.masked(base, (int) length), IpAddresses.last(base, (int) length));
  }
}
