package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import java.util.List;
import java.util.Optional;

/**
 * An UPDATE and what was wrong with its attributes without ending the session.
 *
 * @param message without the attributes that are malformed
 */
public record DecodedUpdate(UpdateMessage message, List<AttributeFault> faults) {
  public DecodedUpdate {
    faults = faults.isEmpty() ? List.of() : List.copyOf(faults);
  }

  /** {@return whether what it announces is withdrawn instead: RFC 7606 section 2} */
  public boolean treatAsWithdraw() {
    return !faults.isEmpty()
        && faults.stream().anyMatch(f -> f.treatment() == Treatment.TREAT_AS_WITHDRAW);
  }

  /**
   * {@return the family whose end-of-RIB marker it is; an UPDATE whose attributes were discarded is
   * none, though nothing is left in it}
   */
  public Optional<AddressFamily> endOfRib() {
    return faults.isEmpty() ? message.endOfRib() : Optional.empty();
  }

  /** {@return what goes: of a faulty message all that it names} */
  public List<Nlri> withdrawals() {
    return treatAsWithdraw() ? message.allAsWithdrawals() : message.withdrawals();
  }

  /** {@return what comes: of a faulty message nothing} */
  public List<UpdateMessage.Announcement> announcements() {
    return treatAsWithdraw() ? List.of() : message.announcements();
  }
}
