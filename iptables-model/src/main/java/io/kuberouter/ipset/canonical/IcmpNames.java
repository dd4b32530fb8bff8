package io.kuberouter.ipset.canonical;

import java.util.HashMap;
import java.util.Map;

/** The names that ipset prints for ICMP messages; those without one are printed as type/code. */
final class IcmpNames {

  private static final String FOUR =
      "0/0 echo-reply 3/0 network-unreachable 3/1 host-unreachable 3/2 protocol-unreachable"
          + " 3/3 port-unreachable 3/4 fragmentation-needed 3/5 source-route-failed"
          + " 3/6 network-unknown 3/7 host-unknown 3/9 network-prohibited 3/10 host-prohibited"
          + " 3/11 TOS-network-unreachable 3/12 TOS-host-unreachable"
          + " 3/13 communication-prohibited 3/14 host-precedence-violation"
          + " 3/15 precedence-cutoff 4/0 source-quench 5/0 network-redirect 5/1 host-redirect"
          + " 5/2 TOS-network-redirect 5/3 TOS-host-redirect 8/0 echo-request"
          + " 9/0 router-advertisement 10/0 router-solicitation 11/0 ttl-zero-during-transit"
          + " 11/1 ttl-zero-during-reassembly 12/0 ip-header-bad 12/1 required-option-missing"
          + " 13/0 timestamp-request 14/0 timestamp-reply 17/0 address-mask-request"
          + " 18/0 address-mask-reply";

  private static final String SIX =
      "1/0 no-route 1/1 communication-prohibited 1/3 address-unreachable 1/4 port-unreachable"
          + " 2/0 packet-too-big 3/0 ttl-zero-during-transit 3/1 ttl-zero-during-reassembly"
          + " 4/0 bad-header 4/1 unknown-header-type 4/2 unknown-option 128/0 echo-request"
          + " 129/0 echo-reply 133/0 router-solicitation 134/0 router-advertisement"
          + " 135/0 neighbour-solicitation 136/0 neighbour-advertisement 137/0 redirect";

  private static final Map<String, String> NAMES4 = table(FOUR);
  private static final Map<String, String> NAMES6 = table(SIX);

  private IcmpNames() {}

  private static Map<String, String> table(String text) {
    String[] words = text.split(" ", -1);
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      names.put(words[i], words[i + 1]);
    }
    return Map.copyOf(names);
  }

  static String canonical(boolean six, String message) {
    return (six ? NAMES6 : NAMES4).getOrDefault(message, message);
  }
}
