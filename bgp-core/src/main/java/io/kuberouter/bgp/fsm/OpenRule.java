package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RoleCapability;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.OpenSubcode;
import io.kuberouter.bgp.number.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a neighbour's OPEN is acceptable: RFC 4271 section 6.2, RFC 6286, RFC 7607, RFC 9234. */
public final class OpenRule {

  /** What is wrong, and what the neighbour is told. */
  public record Refusal(NotificationMessage notification, String detail) {}

  private OpenRule() {}

  /**
   * Looks at an OPEN.
   *
   * @param expectedAsn the AS that the neighbour must be in; absent: any
   * @param strictRole whether the neighbour must tell a role when we do
   * @return what is wrong, if anything
   */
  public static Optional<Refusal> check(
      OpenMessage ours, OpenMessage theirs, OptionalLong expectedAsn, boolean strictRole) {
    long asn = theirs.asn();
    if (asn == 0 || (expectedAsn.isPresent() && expectedAsn.getAsLong() != asn)) {
      return refuse(
          OpenSubcode.BAD_PEER_AS,
          "the neighbour is in AS "
              + asn
              + ", expected "
              + (expectedAsn.isPresent() ? expectedAsn.getAsLong() : "any but 0"));
    }
    // RFC 6286 section 2.2: "is zero, or if it is the same as the BGP Identifier of the local BGP
    // speaker and the message is from an internal peer"
    boolean same = theirs.identifier().equals(ours.identifier()) && asn == ours.asn();
    if (theirs.identifier().value() == 0 || same) {
      return refuse(
          OpenSubcode.BAD_BGP_IDENTIFIER,
          "BGP identifier " + theirs.identifier() + (same ? ", which is ours" : ""));
    }
    if (theirs.holdTime() == 1 || theirs.holdTime() == 2) {
      return refuse(
          OpenSubcode.UNACCEPTABLE_HOLD_TIME,
          "hold time " + theirs.holdTime() + " s, expected 0 or at least 3");
    }
    return role(ours, theirs, asn != ours.asn(), strictRole);
  }

  private static Optional<Refusal> role(
      OpenMessage ours, OpenMessage theirs, boolean external, boolean strict) {
    Optional<Role> own = ours.capability(RoleCapability.class).flatMap(RoleCapability::role);
    List<RoleCapability> told = theirs.all(RoleCapability.class);
    if (own.isEmpty() || !external) {
      return Optional.empty();
    }
    if (told.isEmpty()) {
      return strict
          ? refuse(OpenSubcode.ROLE_MISMATCH, "the neighbour tells no role")
          : Optional.empty();
    }
    // RFC 9234 section 4.2: several different ones, or one that does not correspond
    boolean fits =
        told.stream().allMatch(r -> r.role().filter(own.get().counterpart()::equals).isPresent());
    return fits
        ? Optional.empty()
        : refuse(
            OpenSubcode.ROLE_MISMATCH,
            "the neighbour's role is "
                + told.stream()
                    .map(r -> r.role().map(Role::name).orElse("number " + r.value()))
                    .toList()
                + ", expected "
                + own.get().counterpart());
  }

  private static Optional<Refusal> refuse(OpenSubcode subcode, String detail) {
    return Optional.of(new Refusal(NotificationMessage.open(subcode, OctetString.EMPTY), detail));
  }
}
