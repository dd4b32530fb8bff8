package io.kuberouter.iptables.syntax;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and numbers of protocols: those of {@code /etc/protocols} in Debian's netbase, as the tool
 * lists them, and those that the tool knows by itself.
 */
public final class Protocols {

  private static final String LISTED =
      "1:icmp 2:igmp 3:ggp 4:ipencap 5:st 6:tcp 8:egp 9:igp 12:pup 17:udp 20:hmp "
          + "22:xns-idp 27:rdp 29:iso-tp4 33:dccp 36:xtp 37:ddp 38:idpr-cmtp 41:ipv6 "
          + "43:ipv6-route 44:ipv6-frag 45:idrp 46:rsvp 47:gre 50:esp 51:ah 57:skip "
          + "58:ipv6-icmp 59:ipv6-nonxt 60:ipv6-opts 73:rspf 81:vmtp 88:eigrp 89:ospf "
          + "93:ax.25 94:ipip 97:etherip 98:encap 103:pim 108:ipcomp 112:vrrp 115:l2tp "
          + "124:isis 132:sctp 133:fc 135:mobility-header 136:udplite 137:mpls-in-ip "
          + "138:manet 139:hip 140:shim6 141:wesp 142:rohc 143:ethernet";

  /** Names that are understood, but not listed. */
  private static final Map<String, Integer> ALIASES =
      Map.of("all", 0, "ip", 0, "hopopt", 0, "icmpv6", 58, "mh", 135, "ipv6-mh", 135);

  private static final Map<Integer, String> NAMES = new HashMap<>();
  private static final Map<String, Integer> NUMBERS = new HashMap<>(ALIASES);

  static {
    for (String pair : LISTED.split(" ", -1)) {
      int colon = pair.indexOf(':');
      int number = Integer.parseInt(pair.substring(0, colon));
      NAMES.put(number, pair.substring(colon + 1));
      NUMBERS.put(pair.substring(colon + 1), number);
    }
  }

  private Protocols() {}

  /** {@return numbers by all names that are understood} */
  public static Map<String, Integer> numbers() {
    return Collections.unmodifiableMap(NUMBERS);
  }

  /** {@return the name by which a protocol is listed} */
  public static Optional<String> name(int number) {
    return Optional.ofNullable(NAMES.get(number));
  }

  /** {@return the number of a protocol by its name or number in small letters; 0 for all} */
  public static Optional<Integer> number(String text) {
    Integer number = NUMBERS.get(text);
    if (number == null && !text.isEmpty() && text.length() <= 3) {
      boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
      number = digits ? Integer.valueOf(text) : null;
    }
    return Optional.ofNullable(number);
  }
}
