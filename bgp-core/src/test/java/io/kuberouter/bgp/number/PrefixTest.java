package io.kuberouter.bgp.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {

  /** RFC 5952 section 4. */
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 8, 10.0.0.0/8",
    "0.0.0.0, 0, 0.0.0.0/0",
    "::, 0, ::/0",
    "fd24::, 64, fd24::/64",
    "fd24:0:0:1::, 64, fd24:0:0:1::/64",
    "2001:db8:0:1:1:1:1:1, 128, 2001:db8:0:1:1:1:1:1/128",
    "2001:0:0:1:0:0:0:1, 128, 2001:0:0:1::1/128",
    "2001:db8:0:0:1:0:0:1, 128, 2001:db8::1:0:0:1/128",
    "::1, 128, ::1/128",
    "2001:db8:10:100::, 64, 2001:db8:10:100::/64"
  })
  void isWrittenAsTheRfcsDo(String address, int length, String text) throws Exception {
    assertThat(new Prefix(InetAddress.getByName(address), length)).hasToString(text);
  }
}
