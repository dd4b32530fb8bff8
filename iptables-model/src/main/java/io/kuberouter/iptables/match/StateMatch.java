package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.ConnectionState;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.Words;
import java.util.Set;

/** {@code -m state}: the state of the connection; an older form of {@code conntrack}. */
public record StateMatch(Negatable<Set<ConnectionState>> states) implements Match {

  public StateMatch {
    states = new Negatable<>(states.negated(), Words.ordered(states.value()));
  }
}
