package io.kuberouter.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** As iptables 1.8.9 reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dest 10.0.0.1 --prot tcp --dpor 80  | -d 10.0.0.1/32 -p tcp -m tcp --dport 80",
        "-p tcp -m multiport --dport 80,443    | -p tcp -m multiport --dports 80,443",
        "-m limit --limit-b 9 --limit 1/sec    | -m limit --limit 1/sec --limit-burst 9",
        "-m conntrack --ctproto=tcp ! --ctdir REPLY | -m conntrack --ctproto 6 --ctdir REPLY",
        "-m conntrack --ctproto=tcp ! --ctorigsrcport 1 | -m conntrack --ctproto 6 ! --ctorigsrcport 1",
        "-p 8 -m comment --comment=x           | -p egp -m comment --comment x",
        "! -p ggp                              | ! -p ggp",
        "-p hopopt                             | ''",
        "-m comment --comment=\"two words\"  | -m comment --comment \"two words\"",
        "-m comment --comment \"-j\" -j Q     | -m comment --comment -j -j Q",
        "-g Q -p icmp --icmp-type 3/3          | -p icmp -m icmp --icmp-type 3/3 -g Q",
        "-j Q -p tcp --dport 80 ! --sport 9    | -p tcp -m tcp ! --sport 9 --dport 80 -j Q",
        "-j Q -m mark --mark 5 -s 10.0.0.1     | -s 10.0.0.1/32 -m mark --mark 0x5 -j Q",
        "-p udp -j UNHEARD --of 5 -s 10.0.0.1  | -s 10.0.0.1/32 -p udp -j UNHEARD --of 5",
      })
  void whatPeopleShorten(String text, String listed) throws Exception {
    if (text.contains("--ctdir")) {
      assertThatThrownBy(() -> typed(IpFamily.IPV4, text)).hasMessageContaining("--ctdir");
    } else {
      assertThat(typed(IpFamily.IPV4, text)).isEqualTo(listed);
    }
  }

  @Test
  void whatIsShortForSeveralOrMatchesNothingIsRefused() {
    for (String text :
        new String[] {
          "-m conntrack --ctorig 5",
          "! -i + -j DROP",
          "-p tcp ! --dport 0:65535",
          "-p esp ! --espspi 0:4294967295",
          "-m connbytes ! --connbytes 5:5 --connbytes-mode bytes --connbytes-dir both",
          "--s 10.0.0.1"
        }) {
      assertThatThrownBy(() -> RuleText.parse(IpFamily.IPV4, text))
          .isInstanceOf(ParseException.class);
    }
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
