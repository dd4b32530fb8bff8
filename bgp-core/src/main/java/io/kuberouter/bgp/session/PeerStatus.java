package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.IpAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A neighbour at one moment.
 *
 * @param age since the state was entered
 * @param why the state is what it is, as the end of a sentence
 * @param parameters what was agreed on, while established
 * @param received routes that the neighbour has told
 * @param advertised routes that the neighbour was told
 * @param path what BFD says of the path to it; absent: it is not watched
 * @param history the last changes of the state, oldest first
 */
public record PeerStatus(
    PeerConfig config,
    SessionState state,
    Duration age,
    String why,
    Optional<SessionParameters> parameters,
    int received,
    int advertised,
    Optional<Path> path,
    List<Change> history) {

  /**
   * One change of the state.
   *
   * @param age how long ago
   */
  public record Change(Duration age, SessionState before, SessionState now, String why) {}

  /**
   * The path to a neighbour as BFD sees it.
   *
   * @param why as the end of a sentence
   */
  public record Path(BfdState state, String why) {}

  public PeerStatus {
    history = List.copyOf(history);
  }

  /** {@return one sentence on the session} */
  public String sentence() {
    return "neighbour "
        + IpAddresses.text(config.address())
        + " is "
        + state
        + " for "
        + age.toSeconds()
        + " s: "
        + why;
  }
}
