package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CapabilityCode;
import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.Role;
import java.util.Optional;

/**
 * What the speaker is to its neighbour (RFC 9234 section 4.1).
 *
 * @param value the octet, also of a role that is not understood
 */
public record RoleCapability(int value) implements Capability {
  public RoleCapability {
    Octet.check("role", value);
  }

  /** Creates the capability of a role. */
  public RoleCapability(Role role) {
    this(role.code());
  }

  /** {@return the role, absent when it is not understood} */
  public Optional<Role> role() {
    return Role.of(value);
  }

  @Override
  public int code() {
    return CapabilityCode.ROLE.code();
  }
}
