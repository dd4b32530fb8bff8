package io.kuberouter.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.text.ParseException;
import org.junit.jupiter.api.Test;

class RuleTextTest {

  private static final String[] LISTED = {
    "-s 10.1.0.0/16 ! -d 10.2.0.0/16 -i eth+ -p tcp -m tcp --dport 80:90 -j ACCEPT",
    "-m comment --comment \"a \\\"quoted\\\" word\" -m mark ! --mark 0x10000/0x10000 -j RETURN",
    "-m set ! --match-set a dst -m limit --limit 10/min --limit-burst 10 -j NFLOG --nflog-group"
        + " 100",
    "-i a\\b -m comment --comment \"c\\\\d\" -j ACCEPT",
    "-m unheard-of --option value -j UNHEARD --of",
    "-p icmp -m icmp --icmp-type 8 -g OTHER",
  };

  @Test
  void whatIsListedComesBackToTheLetter() throws Exception {
    for (String text : LISTED) {
      assertThat(RuleText.format(RuleText.parse(IpFamily.IPV4, text))).isEqualTo(text);
    }
  }

  @Test
  void whatPeopleTypeBecomesWhatTheKernelLists() throws Exception {
    assertThat(typed(IpFamily.IPV4, "-p TCP --destination-port 80 -s 10.0.0.1 -j REJECT"))
        .isEqualTo(
            "-s 10.0.0.1/32 -p tcp -m tcp --dport 80 -j REJECT --reject-with"
                + " icmp-port-unreachable");
    assertThat(typed(IpFamily.IPV6, "-d FD24:0::0:11 -p icmpv6 --icmpv6-type echo-request -j DROP"))
        .isEqualTo("-d fd24::11/128 -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j DROP");
    assertThat(typed(IpFamily.IPV4, "-m limit --limit 10/minute -j MARK --set-mark 0/0x10000"))
        .isEqualTo("-m limit --limit 10/min -j MARK --set-xmark 0x0/0x10000");
  }

  private static String typed(IpFamily family, String text) throws ParseException {
    return RuleText.format(Canonicalizer.canonical(family, RuleText.parse(family, text)));
  }

  @Test
  void cutAndChangedTextEndsInTheDeclaredExceptionOnly() {
    for (String text : LISTED) {
      for (int at = 0; at < text.length(); at++) {
        onlyDeclared(text.substring(0, at));
        for (char c : new char[] {' ', '"', '!', '-', '/', 'x'}) {
          onlyDeclared(text.substring(0, at) + c + text.substring(at + 1));
        }
      }
    }
  }

  private static void onlyDeclared(String text) {
    Throwable thrown = catchThrowable(() -> RuleText.parse(IpFamily.IPV4, text));
    if (thrown != null) {
      assertThat(thrown).as(text).isInstanceOf(ParseException.class);
    }
  }
}
