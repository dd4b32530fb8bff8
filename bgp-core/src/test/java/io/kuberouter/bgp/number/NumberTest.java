package io.kuberouter.bgp.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTest {

  @ParameterizedTest
  @CsvSource({
    "64512:100, -67108764, 64512:100",
    "no-export, -255, no-export",
    "65535:65281, -255, no-export",
    "4294967041, -255, no-export",
    "0, 0, internet",
    "llgr-stale, -65530, llgr-stale"
  })
  void communitiesAsPeopleWriteThem(String text, int value, String back) {
    assertThat(Community.parse(text).value()).isEqualTo(value);
    assertThat(Community.parse(text)).hasToString(back);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536:1", "1:65536", "4294967296", "-1", "no-such", "1:2:3", ""})
  void whatIsNoCommunityIsRefused(String text) {
    assertThatThrownBy(() -> Community.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:0, ::",
    "1:0:0:0:0:0:0:0, 1::",
    "::ffff:192.0.2.1, ::ffff:c000:201",
    "192.0.2.1, 192.0.2.1"
  })
  void addressesInTheTextOfRfc5952(String text, String back) {
    assertThat(IpAddresses.text(IpAddresses.parse(text))).isEqualTo(back);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "",
        "fd00::/8",
        "256.0.0.1",
        "10.0.0.999",
        "010.0.0.1",
        "host:1",
        "g::1",
        "[::1]",
        "1.2.3.4:5",
        "::1::",
        "fe80::1%no-such-link"
      })
  void whatIsNoAddressIsRefusedWithoutALookUp(String text) {
    assertThatThrownBy(() -> IpAddresses.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.0.0.0/8, 10.0.0.0/8, true",
    "10.1.0.0/16, 10.0.0.0/8, false",
    "10.0.0.0/8, 11.0.0.0/8, false",
    "0.0.0.0/0, ::/0, false",
    "::/0, fd00::1/128, true",
    "fd00:0:0:1::/64, fd00:0:0:1:8000::/65, true",
    "fd00:0:0:1:8000::/65, fd00:0:0:1::/65, false"
  })
  void aPrefixCoversItsParts(String outer, String inner, boolean covers) {
    assertThat(Prefix.parse(outer).covers(Prefix.parse(inner))).isEqualTo(covers);
  }

  @Test
  void identifiersCompareAsUnsignedNumbers() {
    assertThat(BgpIdentifier.parse("192.0.2.1")).isGreaterThan(BgpIdentifier.parse("10.0.0.1"));
    assertThat(BgpIdentifier.parse("192.0.2.1")).hasToString("192.0.2.1");
  }

  @Test
  void extendedAndLargeCommunitiesAsPeopleWriteThem() {
    assertThat(ExtendedCommunity.routeTarget(64512, 7)).hasToString("rt:64512:7");
    assertThat(ExtendedCommunity.routeTarget(4_200_000_000L, 7)).hasToString("rt:4200000000:7");
    assertThat(ExtendedCommunity.linkBandwidth(64512, 1e6f).transitive()).isFalse();
    assertThat(ExtendedCommunity.linkBandwidth(64512, 1e6f).linkBandwidth()).hasValue(1e6f);
    assertThat(LargeCommunity.parse("4200000000:1:2")).hasToString("4200000000:1:2");
    assertThatThrownBy(() -> LargeCommunity.parse("4294967296:1:2"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void extendedCommunitiesOfEveryAdministrator() {
    assertThat(new ExtendedCommunity(0x0102_c000_0201_0007L)).hasToString("rt:192.0.2.1:7");
    assertThat(new ExtendedCommunity(0x0103_c000_0201_0007L)).hasToString("ro:192.0.2.1:7");
    assertThat(new ExtendedCommunity(0x0003_fc00_0000_0007L)).hasToString("ro:64512:7");
    assertThat(new ExtendedCommunity(0x0203_fa56_ea00_0007L)).hasToString("ro:4200000000:7");
    assertThat(new ExtendedCommunity(0x4302_0000_0000_0007L)).hasToString("4302000000000007");
    assertThat(ExtendedCommunity.routeTarget(64512, 0xffff_ffffL))
        .hasToString("rt:64512:4294967295");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "4294967296, 1", "64512, 4294967296", "65536, 65536", "1, -1"})
  void aRouteTargetBeyondItsOctetsIsRefused(long asn, long number) {
    assertThatThrownBy(() -> ExtendedCommunity.routeTarget(asn, number))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Each code of a registry is there once, and its subcodes too. */
  @Test
  void everyNotificationCodeKnowsItsSubcodes() {
    for (NotificationCode code : NotificationCode.values()) {
      assertThat(NotificationCode.of(code.code())).hasValue(code);
    }
    assertThat(NotificationCode.CEASE.subcode(10)).hasValue(CeaseSubcode.BFD_DOWN);
    assertThat(NotificationCode.CEASE.subcode(11)).isEmpty();
    assertThat(NotificationCode.OPEN_MESSAGE_ERROR.subcode(5)).isEmpty();
    assertThat(NotificationCode.OPEN_MESSAGE_ERROR.subcode(11)).hasValue(OpenSubcode.ROLE_MISMATCH);
    assertThat(NotificationCode.HOLD_TIMER_EXPIRED.subcode(0)).isEmpty();
  }

  @Test
  void theBandwidthOfALinkHasAnAsOfTwoOctets() {
    assertThat(ExtendedCommunity.linkBandwidth(4_200_000_000L, 1f).value() >>> 32)
        .isEqualTo(0x4004_5ba0L);
    for (float wrong : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> ExtendedCommunity.linkBandwidth(1, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
