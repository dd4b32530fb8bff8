package io.kuberouter.bgp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.attribute.As4Aggregator;
import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.OctetString;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What would become another number in its octets is no value. */
class RangesTest {

  private static final BgpIdentifier ID = new BgpIdentifier(1);
  private static final OctetString NONE = OctetString.EMPTY;

  @Test
  void numbersThatDoNotFitIntoTheirOctetsAreRefused() {
    OctetString long256 = OctetString.of(new byte[256]);
    List<ThrowingCallable> wrong =
        List.of(
            () -> new Aggregator(0, ID),
            () -> new Aggregator(1L << 32, ID),
            () -> new As4Aggregator(0, ID),
            () -> new OnlyToCustomer(-1),
            () -> new UnknownAttribute(256, 99, NONE),
            () -> new UnknownAttribute(0xc0, 256, NONE),
            () -> new UnknownAttribute(0xc0, 99, OctetString.of(new byte[65536])),
            () ->
                new MpReach(
                    AddressFamily.of(25, 70), long256, Nlri.empty(AddressFamily.of(25, 70), false)),
            () -> new NotificationMessage(256, 0),
            () -> new NotificationMessage(6, -1),
            () -> new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, 256),
            () -> new RoleCapability(256),
            () -> new FourOctetAsCapability(1L << 32),
            () -> new UnknownCapability(256, NONE),
            () -> new UnknownCapability(1, long256),
            () -> new UnknownMessage(-1, NONE),
            () -> new OpenMessage(1L << 32, 0, ID, List.of()),
            () -> new OpenMessage(1, 65536, ID, List.of()));
    for (int i = 0; i < wrong.size(); i++) {
      assertThatThrownBy(wrong.get(i))
          .as("value " + i)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new OnlyToCustomer(0xffff_ffffL).asn()).isEqualTo(4_294_967_295L);
  }

  @Test
  void aTextThatDoesNotFitIsNotWritten() {
    SessionParameters plain = SessionParameters.plain(1, 2);
    for (Capability capability :
        List.of(
            new FqdnCapability("x".repeat(256), ""),
            new FqdnCapability("x".repeat(200), "y".repeat(100)),
            new SoftwareVersionCapability("é".repeat(128)))) {
      OpenMessage open = new OpenMessage(1, 0, ID, List.of(capability));
      assertThatThrownBy(() -> MessageCodec.encode(open, plain))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
