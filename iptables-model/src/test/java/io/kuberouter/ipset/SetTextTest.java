package io.kuberouter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.ipset.canonical.SetCanonicalizer;
import io.kuberouter.ipset.text.IpSetSaveParser;
import io.kuberouter.ipset.text.SetScript;
import io.kuberouter.process.Mutations;
import io.kuberouter.text.ParseException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetTextTest {

  /** Printed by ipset 7.17; the sets from m1 on, whose types its kernel had not, by hand. */
  static String saved() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(SetTextTest.class.getResourceAsStream("saved.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsSavedIsPrintedBackByteForByte() throws Exception {
    String saved = saved();
    assertThat(SetScript.format(SetScript.parse(saved))).isEqualTo(saved);
    assertThat(SetScript.format(IpSetSaveParser.parseSets(saved))).isEqualTo(saved);
  }

  @Test
  void everyTypeIsInTheCorpus() throws Exception {
    assertThat(IpSetSaveParser.parse(saved()).values().stream().map(s -> s.definition().type()))
        .containsAll(SetType.ALL)
        .contains(new SetType("hash:later", List.of()));
  }

  @Test
  void everyCommandIsPrintedBack() throws Exception {
    String script =
        """
        create a hash:ip
        add a 10.0.0.1 timeout 5
        del a 10.0.0.1
        flush a
        rename a b
        swap b c
        destroy b
        """;
    assertThat(SetScript.format(SetScript.parse(script))).isEqualTo(script);
    assertThat(SetScript.parse(script).stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(java.util.Set.of(SetChange.class.getPermittedSubclasses()));
    assertThat(
            SetScript.parse(
                "-N a iphash --hashsize 9\n-A a 1.1.1.1\n-D a 1.1.1.1\n-F a\n-E a b\n-W b c\n-X b"))
        .hasSize(7)
        .first()
        .isEqualTo(
            new SetChange.Create(SetDefinition.of("a", "hash:ip", new SetOption.HashSize(9))));
  }

  @Test
  void everyCutAndChangedTextIsReadOrRefusedWithItsPlace() throws Exception {
    int count = Mutations.run(saved(), text -> IpSetSaveParser.parseSets(text));
    assertThat(count).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash:ip                     | 10.0.0.1-10.0.0.2       | 10.0.0.1 10.0.0.2",
        "hash:ip                     | 10.0.0.6/31             | 10.0.0.6 10.0.0.7",
        "hash:ip netmask 24          | 10.0.0.9                | 10.0.0.0",
        "hash:ip bitmask 255.0.0.255 | 10.1.2.3                | 10.0.0.3",
        "hash:ip family inet6        | 2001:DB8:0:0::1         | 2001:db8::1",
        "hash:net                    | 10.0.0.9/24             | 10.0.0.0/24",
        "hash:net                    | 10.0.0.9/32             | 10.0.0.9",
        "hash:net                    | 10.0.0.1-10.0.0.6       | 10.0.0.1 10.0.0.2/31 10.0.0.4/31 10.0.0.6",
        "hash:ip,port                | 10.0.0.1,80             | 10.0.0.1,tcp:80",
        "hash:ip,port                | 10.0.0.1,17:53          | 10.0.0.1,udp:53",
        "hash:ip,port                | 10.0.0.1,icmp:8/0       | 10.0.0.1,icmp:echo-request",
        "hash:ip,port                | 10.0.0.1,icmp:8/1       | 10.0.0.1,icmp:8/1",
        "hash:ip,port                | 10.0.0.1,udp:53-54      | 10.0.0.1,udp:53 10.0.0.1,udp:54",
        "hash:ip,port family inet6   | ::1,icmpv6:128/0        | ::1,ipv6-icmp:echo-request",
        "hash:ip,mark markmask 0xf   | 10.0.0.1,0x1f           | 10.0.0.1,0x0000000f",
        "hash:net,iface              | 10.0.0.9/8,physdev:eth0 | 10.0.0.0/8,physdev:eth0",
        "bitmap:ip,mac range 10.0.0.0/24 | 10.0.0.8,aa:bb:cc:00:11:22 | 10.0.0.8,AA:BB:CC:00:11:22",
        "bitmap:port range 0-9       | 1-2                     | 1 2",
      })
  void whatPeopleTypeBecomesWhatIsPrintedBack(String type, String typed, String printed)
      throws Exception {
    SetDefinition set = SetCanonicalizer.definition(SetScript.definition("s " + type));
    assertThat(
            SetCanonicalizer.elements(set, SetScript.element(set, typed)).stream()
                .map(SetElement::line)
                .collect(Collectors.joining(" ")))
        .isEqualTo(printed);
  }

  @Test
  void defaultsAreFilledIn() throws Exception {
    assertThat(
            SetCanonicalizer.definition(
                    SetScript.definition("s hash:net hashsize 1000 timeout 5 forceadd"))
                .text())
        .isEqualTo("create s hash:net hashsize 1024 timeout 5 family inet maxelem 65536");
    SetDefinition set = SetScript.definition("s hash:net timeout 5 counters comment");
    assertThat(
            SetCanonicalizer.elements(
                set, SetScript.element(set, "10.0.0.0/8 comment \"a b\" nomatch")))
        .extracting(SetElement::line)
        .containsExactly("10.0.0.0/8 timeout 5 nomatch packets 0 bytes 0 comment \"a b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create a hash:ip\\nadd a host.example       | 2:7: an address of family inet",
        "create a hash:ip\\nadd a 2001:db8::1        | 2:7: an address of family inet",
        "create a hash:ip,port\\nadd a 10.0.0.1,tcp: | 2:16: protocol:port expected",
        "create a hash:ip\\nadd a 10.0.0.1 timeout x | 2:24: timeout from 0 to 4294967295 expected",
        "create a hash:ip timeout                    | 1:25: timeout expected, found the end",
        "add b 10.0.0.1                              | 1:5: a set that was created above",
        "create a hash:ip\\ncreate a hash:ip         | 2:1: each set once",
        "frob                                        | 1:1: create or add expected, found: frob",
      })
  void whatIsWrongIsTold(String text, String message) {
    assertThatThrownBy(() -> IpSetSaveParser.parseSets(text.replace("\\n", "\n")))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith(message);
  }
}
