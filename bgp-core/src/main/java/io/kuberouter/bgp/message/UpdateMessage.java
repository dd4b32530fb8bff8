package io.kuberouter.bgp.message;

import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.MpUnreach;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * UPDATE: routes that go and routes that come (RFC 4271 section 4.3).
 *
 * @param withdrawn IPv4 routes that go; those of other families are in {@link MpUnreach}
 * @param attributes of all routes that come
 * @param announced IPv4 routes that come; those of other families are in {@link MpReach}
 */
public record UpdateMessage(Nlri withdrawn, PathAttributes attributes, Nlri announced)
    implements BgpMessage {

  /**
   * Routes of one family with what is true of them.
   *
   * @param attributes with the {@link NextHop} of the family, without MP_REACH and MP_UNREACH
   */
  public record Announcement(Nlri nlri, PathAttributes attributes) {}

  /** {@return the UPDATE that says that all routes of a family have been told (RFC 4724, 2)} */
  public static UpdateMessage endOfRib(AddressFamily family) {
    return new UpdateMessage(
        Nlri.EMPTY,
        family.equals(AddressFamily.IPV4_UNICAST)
            ? PathAttributes.EMPTY
            : PathAttributes.of(new MpUnreach(Nlri.empty(family, false))),
        Nlri.EMPTY);
  }

  /** {@return the family whose end-of-RIB marker it is} */
  public Optional<AddressFamily> endOfRib() {
    if (!withdrawn.isEmpty() || !announced.isEmpty() || attributes.size() > 1) {
      return Optional.empty();
    }
    if (attributes.size() == 0) {
      return Optional.of(AddressFamily.IPV4_UNICAST);
    }
    return mpUnreach().filter(m -> m.nlri().isEmpty()).map(MpUnreach::family);
  }

  private Optional<MpReach> mpReach() {
    return attributes.get(AttributeType.MP_REACH_NLRI, MpReach.class);
  }

  private Optional<MpUnreach> mpUnreach() {
    return attributes.get(AttributeType.MP_UNREACH_NLRI, MpUnreach.class);
  }

  /** {@return what goes, by family} */
  public List<Nlri> withdrawals() {
    List<Nlri> all = new ArrayList<>(2);
    if (!withdrawn.isEmpty()) {
      all.add(withdrawn);
    }
    mpUnreach().filter(m -> !m.nlri().isEmpty()).ifPresent(m -> all.add(m.nlri()));
    return all;
  }

  /** {@return what comes, by family; families that are not understood are left out} */
  public List<Announcement> announcements() {
    Optional<MpReach> reach = mpReach();
    if (reach.isEmpty()) {
      return announced.isEmpty()
          ? List.of()
          : List.of(new Announcement(announced, attributes.without(AttributeType.MP_UNREACH_NLRI)));
    }
    List<Announcement> all = new ArrayList<>(2);
    PathAttributes shared =
        attributes
            .change()
            .remove(AttributeType.MP_REACH_NLRI)
            .remove(AttributeType.MP_UNREACH_NLRI)
            .build();
    if (!announced.isEmpty()) {
      all.add(new Announcement(announced, shared));
    }
    Optional<NextHop> hop = reach.get().nextHopAddress();
    if (hop.isPresent() && reach.get().family().isUnicast()) {
      // RFC 4760 section 3: NEXT_HOP beside MP_REACH_NLRI is ignored
      all.add(new Announcement(reach.get().nlri(), shared.with(hop.get())));
    }
    return all;
  }

  /**
   * {@return the message with all that it announces withdrawn instead: "treat-as-withdraw", RFC
   * 7606 section 2}
   */
  public List<Nlri> allAsWithdrawals() {
    List<Nlri> all = new ArrayList<>(withdrawals());
    if (!announced.isEmpty()) {
      all.add(announced);
    }
    mpReach().filter(m -> !m.nlri().isEmpty()).ifPresent(m -> all.add(m.nlri()));
    return all;
  }

  @Override
  public int typeCode() {
    return MessageType.UPDATE.code();
  }
}
