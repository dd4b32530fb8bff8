package io.kuberouter.netfilter.ipset.text;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.netfilter.ipset.SetEntry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Entries as {@code ipset} writes them: {@code 10.0.0.0/8,tcp:80,10.1.0.1}. Without timeout,
 * counters and comment, which stand behind the entry in a command.
 */
public final class SetEntryText {

  private static final List<String> PROTOCOLS =
      List.of("icmp:1", "tcp:6", "udp:17", "icmpv6:58", "sctp:132", "udplite:136");

  private static final Pattern NUMERIC =
      Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*");

  private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");

  private SetEntryText() {}

  /** {@return the entry's text} */
  public static String format(SetEntry entry) {
    StringBuilder out = new StringBuilder();
    entry
        .address()
        .ifPresent(
            a -> {
              out.append(Addresses.format(a));
              entry.addressTo().ifPresent(to -> out.append('-').append(Addresses.format(to)));
              bits(a, entry.length().orElse(-1), out);
            });
    entry.mac().ifPresent(mac -> part(out).append(mac.toUpperCase(Locale.ROOT)));
    entry
        .port()
        .ifPresent(
            port -> {
              part(out);
              entry.protocol().ifPresent(number -> out.append(protocol(number)).append(':'));
              out.append(
                  isIcmp(entry.protocol())
                      ? (port >> 8) + "/" + (port & 0xff)
                      : String.valueOf(port));
              entry.portTo().ifPresent(to -> out.append('-').append(to));
            });
    entry.mark().ifPresent(mark -> part(out).append(String.format("0x%08x", mark)));
    entry
        .address2()
        .ifPresent(
            a -> {
              part(out).append(Addresses.format(a));
              bits(a, entry.length2().orElse(-1), out);
            });
    entry
        .device()
        .ifPresent(name -> part(out).append(entry.bridgePort() ? "physdev:" : "").append(name));
    entry.set().ifPresent(name -> part(out).append(name));
    return out.toString();
  }

  /** Type and code stand in the port's place. */
  private static boolean isIcmp(OptionalInt protocol) {
    return protocol.isPresent() && (protocol.getAsInt() == 1 || protocol.getAsInt() == 58);
  }

  private static StringBuilder part(StringBuilder out) {
    return out.length() == 0 ? out : out.append(',');
  }

  /** A network of full length is written as the address alone. */
  private static void bits(InetAddress address, int length, StringBuilder out) {
    if (length >= 0 && length < address.getAddress().length * 8) {
      out.append('/').append(length);
    }
  }

  private static String protocol(int number) {
    for (String known : PROTOCOLS) {
      if (known.endsWith(":" + number)) {
        return known.substring(0, known.indexOf(':'));
      }
    }
    return String.valueOf(number);
  }

  /**
   * {@return the entry that a text means in a set of a type}
   *
   * @param type such as {@code hash:ip,port}
   * @throws IllegalArgumentException when it is no entry of the type
   */
  public static SetEntry parse(String type, String text) {
    String[] kinds = type.substring(type.indexOf(':') + 1).split(",", -1);
    String[] parts = text.split(",", -1);
    if (parts.length > kinds.length
        || (parts.length < kinds.length && !type.equals("bitmap:ip,mac"))) {
      throw new IllegalArgumentException(
          "\"" + text + "\": " + kinds.length + " parts expected for " + type);
    }
    SetEntry.Builder entry = SetEntry.builder();
    boolean second = false;
    for (int i = 0; i < parts.length; i++) {
      switch (kinds[i]) {
        case "ip", "net" -> {
          addresses(parts[i], second, entry);
          second = true;
        }
        case "port" -> port(parts[i], type, entry);
        case "mac" -> entry.mac(mac(parts[i]));
        case "iface" -> {
          boolean bridgePort = parts[i].startsWith("physdev:");
          entry.device(bridgePort ? parts[i].substring(8) : parts[i]).bridgePort(bridgePort);
        }
        case "mark" -> entry.mark(number(parts[i], 0xffff_ffffL));
        case "set" -> entry.set(parts[i]);
        default -> throw new IllegalArgumentException("set type " + type + " is not known");
      }
    }
    return entry.build();
  }

  private static void addresses(String text, boolean second, SetEntry.Builder entry) {
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    String from =
        slash >= 0 ? text.substring(0, slash) : dash >= 0 ? text.substring(0, dash) : text;
    InetAddress address = address(from);
    int bits = address.getAddress().length * 8;
    if (second) {
      entry.address2(address);
    } else {
      entry.address(address);
    }
    if (slash >= 0) {
      int length = (int) number(text.substring(slash + 1), bits);
      if (second) {
        entry.length2(length);
      } else {
        entry.length(length);
      }
    } else if (dash >= 0 && !second) {
      entry.addressTo(address(text.substring(dash + 1)));
    } else if (dash >= 0) {
      throw new IllegalArgumentException("\"" + text + "\": no range is taken in second place");
    }
  }

  private static InetAddress address(String text) {
    if (!NUMERIC.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no address");
    }
    try {
      InetAddress parsed = InetAddress.getByName(text);
      return text.indexOf(':') >= 0 && parsed.getAddress().length == 4
          ? mapped(parsed.getAddress())
          : parsed;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no address", e);
    }
  }

  private static InetAddress mapped(byte[] four) throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    System.arraycopy(four, 0, bytes, 12, 4);
    return Inet6Address.getByAddress(null, bytes, -1);
  }

  private static String mac(String text) {
    if (!MAC.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no link-layer address");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static void port(String text, String type, SetEntry.Builder entry) {
    int colon = text.indexOf(':');
    String ports = text.substring(colon + 1);
    int slash = ports.indexOf('/');
    if (slash >= 0 && colon >= 0) {
      int number = protocol(text.substring(0, colon));
      long icmp = number(ports.substring(0, slash), 255) << 8;
      entry.port(number, (int) (icmp | number(ports.substring(slash + 1), 255)));
      return;
    }
    int dash = ports.indexOf('-');
    int from = (int) number(dash < 0 ? ports : ports.substring(0, dash), 65535);
    if (type.equals("bitmap:port")) {
      entry.port(from);
    } else {
      entry.port(colon < 0 ? 6 : protocol(text.substring(0, colon)), from);
    }
    if (dash >= 0) {
      entry.portTo((int) number(ports.substring(dash + 1), 65535));
    }
  }

  private static int protocol(String name) {
    for (String known : PROTOCOLS) {
      if (known.startsWith(name + ":")) {
        return Integer.parseInt(known.substring(name.length() + 1));
      }
    }
    return (int) number(name, 255);
  }

  private static long number(String text, long most) {
    try {
      long value = Long.decode(text);
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "\"" + text + "\": a number from 0 to " + most + " expected");
  }
}
