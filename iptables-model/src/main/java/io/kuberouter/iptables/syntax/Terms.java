package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.term.AddressRange;
import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.InterfacePattern;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.SetReference;
import io.kuberouter.text.ParseException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makers of values from words: numbers, ranges, lists, words of an enum. */
public final class Terms {

  private Terms() {}

  /** {@return a maker of whole numbers, decimal or with {@code 0x}} */
  public static TermParser<Integer> number(int least, int most) {
    return word -> {
      long value = number(word);
      Bounds.check("a number", value, least, most);
      return (int) value;
    };
  }

  /** {@return a maker of long whole numbers, decimal or with {@code 0x}} */
  public static TermParser<Long> longNumber(long least, long most) {
    return word -> {
      long value = number(word);
      Bounds.check("a number", value, least, most);
      return value;
    };
  }

  /** {@return a maker of numbers that also go by names} */
  public static TermParser<Integer> named(Map<String, Integer> names, int least, int most) {
    TermParser<Integer> number = number(least, most);
    return word -> {
      Integer known = names.get(word.toLowerCase(Locale.ROOT));
      return known != null ? known : number.parse(word);
    };
  }

  /** {@return a number, decimal or with {@code 0x} or a leading 0 for octal} */
  public static long number(String word) throws ParseException {
    int radix = 10;
    int at = 0;
    if (word.startsWith("0x") || word.startsWith("0X")) {
      radix = 16;
      at = 2;
    } else if (word.length() > 1 && word.charAt(0) == '0') {
      radix = 8;
      at = 1;
    }
    long value = 0;
    boolean any = false;
    for (; at < word.length(); at++) {
      int digit = word.charAt(at) < 128 ? Character.digit(word.charAt(at), radix) : -1;
      if (digit < 0 || value > (Long.MAX_VALUE - digit) / radix) {
        throw new ParseException("a number expected, found \"" + word + "\"");
      }
      value = value * radix + digit;
      any = true;
    }
    if (!any) {
      throw new ParseException("a number expected, found \"" + word + "\"");
    }
    return value;
  }

  /** {@return a maker of ranges {@code 5}, {@code 5:}, {@code :10}, {@code 5:10}} */
  public static TermParser<NumberRange> range(char separator, long least, long most) {
    return word -> {
      int at = word.indexOf(separator);
      String low = at < 0 ? word : word.substring(0, at);
      String high = at < 0 ? word : word.substring(at + 1);
      long first = low.isEmpty() && at >= 0 ? least : number(low);
      long last = high.isEmpty() && at >= 0 ? most : number(high);
      Bounds.check("a number", first, least, most);
      Bounds.check("a number", last, least, most);
      return new NumberRange(first, last);
    };
  }

  /** {@return ports of {@code 80}, {@code 80:90}, {@code :90}, {@code 80:}} */
  public static PortRange ports(String word) throws ParseException {
    int at = word.indexOf(':');
    if (at < 0) {
      return PortRange.of(port(word));
    }
    int first = at == 0 ? 0 : port(word.substring(0, at));
    int last = at == word.length() - 1 ? 65535 : port(word.substring(at + 1));
    return new PortRange(first, last);
  }

  /** {@return a port} */
  public static int port(String word) throws ParseException {
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9' || i == 5) {
        throw new ParseException(
            "a port from 0 to 65535 expected, found \""
                + word
                + "\" (names of services are not looked up)");
      }
      value = value * 10 + c - '0';
    }
    if (word.isEmpty() || value > 65535) {
      throw new ParseException("a port from 0 to 65535 expected, found \"" + word + "\"");
    }
    return value;
  }

  /** {@return a value with its mask, {@code 0x1/0xff}} */
  public static MaskedValue masked(String word) throws ParseException {
    int slash = word.indexOf('/');
    return slash < 0
        ? new MaskedValue(number(word), MaskedValue.ALL)
        : new MaskedValue(number(word.substring(0, slash)), number(word.substring(slash + 1)));
  }

  /** {@return an interface or a pattern of them} */
  public static InterfacePattern iface(String word) {
    return new InterfacePattern(word);
  }

  /** {@return the word itself, which must not be empty} */
  public static String word(String word) throws ParseException {
    if (word.isEmpty() || word.indexOf(' ') >= 0) {
      throw new ParseException("one word expected, found \"" + word + "\"");
    }
    return word;
  }

  /** {@return the text itself} */
  public static String text(String text) {
    return text;
  }

  /** {@return an Ethernet address in small letters} */
  public static String mac(String word) throws ParseException {
    boolean right = word.length() == 17;
    for (int i = 0; i < word.length() && right; i++) {
      char c = word.charAt(i);
      right = i % 3 == 2 ? c == ':' : c < 128 && Character.digit(c, 16) >= 0;
    }
    if (!right) {
      throw new ParseException("six bytes as 00:11:22:aa:bb:cc expected, found \"" + word + "\"");
    }
    return word.toLowerCase(Locale.ROOT);
  }

  /** {@return a maker of one of these values, by what they print as; case does not count} */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> TermParser<T> oneOf(T... values) {
    List<T> all = List.of(values);
    return word -> {
      for (T value : all) {
        if (value.toString().equalsIgnoreCase(word)) {
          return value;
        }
      }
      throw new ParseException("one of " + all + " expected, found \"" + word + "\"");
    };
  }

  /** {@return a maker of lists with commas} */
  public static <T> TermParser<List<T>> list(TermParser<T> element) {
    return text -> {
      List<T> values = new ArrayList<>();
      for (String word : text.split(",", -1)) {
        values.add(element.parse(word));
      }
      return Collections.unmodifiableList(values);
    };
  }

  /** {@return a maker of sets of an enum's constants, with commas} */
  public static <E extends Enum<E>> TermParser<Set<E>> set(Class<E> type) {
    TermParser<E> element = oneOf(type.getEnumConstants());
    return text -> {
      Set<E> values = EnumSet.noneOf(type);
      for (String word : text.split(",", -1)) {
        values.add(element.parse(word));
      }
      return Collections.unmodifiableSet(values);
    };
  }

  /** {@return a set and the sides looked up in it, {@code name src,dst}} */
  public static SetReference setReference(String words) throws ParseException {
    int blank = words.indexOf(' ');
    if (blank < 0) {
      throw new ParseException("a set and src or dst expected, found \"" + words + "\"");
    }
    List<Boolean> sources = new ArrayList<>();
    for (String word : words.substring(blank + 1).split(",", -1)) {
      if (!word.equals("src") && !word.equals("dst")) {
        throw new ParseException("src or dst expected, found \"" + word + "\"");
      }
      sources.add(word.equals("src"));
    }
    return new SetReference(words.substring(0, blank), sources);
  }

  /** {@return a maker of addresses of a family} */
  public static TermParser<InetAddress> address(IpFamily family) {
    return word -> AddressText.address(family, word);
  }

  /** {@return a maker of address ranges; one address alone is a range of one} */
  public static TermParser<AddressRange> addressRange(IpFamily family) {
    return word -> {
      int dash = word.indexOf('-');
      InetAddress first = AddressText.address(family, dash < 0 ? word : word.substring(0, dash));
      return new AddressRange(
          first, dash < 0 ? first : AddressText.address(family, word.substring(dash + 1)));
    };
  }

  /** {@return a maker of address blocks} */
  public static TermParser<io.kuberouter.iptables.term.IpBlock> block(IpFamily family) {
    return word -> AddressText.block(family, word);
  }
}
