package io.kuberouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "::, ::",
    "::1, ::1",
    "1:0:0:2::, 1:0:0:2::",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::ffff:1.2.3.4, ::ffff:1.2.3.4",
    "::ffff:102:304, ::ffff:1.2.3.4",
    "::1.2.3.4, ::1.2.3.4",
    "::5:1, ::0.5.0.1",
    "64:ff9b::1.2.3.4, 64:ff9b::102:304"
  })
  void isPrintedAsTheCLibraryDoes(String typed, String printed) {
    assertThat(IpAddresses.parse(typed).map(IpAddresses::format)).contains(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "a.b.c.d",
        "1.2.3.4 ",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "1.2.3.4::",
        "::1.2.3",
        "host",
        "1:2:3:4:5:6:7:1.2.3.4"
      })
  void whatIsNoAddressIsNotLookedUp(String text) {
    assertThat(IpAddresses.parse(text)).isEmpty();
  }
}
