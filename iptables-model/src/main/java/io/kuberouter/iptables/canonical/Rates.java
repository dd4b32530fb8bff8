package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.match.HashlimitMatch;
import io.kuberouter.iptables.term.Rate;
import java.util.Optional;

/** What the kernel makes of rates. */
final class Rates {

  private Rates() {}

  /** The kernel keeps the time for one packet in parts of a second, rounded down. */
  static Rate listed(Rate rate, long scale) {
    long period = scale * rate.unit().seconds() / rate.amount();
    if (period == 0) {
      return rate; // the tool refuses it
    }
    Rate.Unit[] units = {Rate.Unit.DAY, Rate.Unit.HOUR, Rate.Unit.MINUTE, Rate.Unit.SECOND};
    int i = 1;
    for (; i < units.length; i++) {
      long whole = scale * units[i].seconds();
      if (period > whole || whole / period < whole % period) {
        break;
      }
    }
    Rate.Unit unit = units[i - 1];
    return new Rate(Math.min(scale * unit.seconds() / period, Integer.MAX_VALUE), unit);
  }

  /** Idle entries go after one unit of the rate as typed; listed is that where it is another. */
  static HashlimitMatch hashlimit(HashlimitMatch match) {
    String rate = match.rate();
    Optional<Long> expire = match.expire();
    boolean bytes = rate.endsWith("b/s");
    for (Rate.Unit unit : Rate.Unit.values()) {
      if (!bytes && !match.rateMatch() && rate.endsWith("/" + unit)) {
        long amount = Long.parseLong(rate.substring(0, rate.indexOf('/')));
        Rate listed = listed(new Rate(amount, unit), 1_000_000);
        long idle = expire.orElse(unit.seconds() * 1000L);
        expire = idle == listed.unit().seconds() * 1000L ? Optional.empty() : Optional.of(idle);
        rate = listed.toString();
        break;
      }
    }
    Optional<String> burst = match.burst().isPresent() || bytes ? match.burst() : Optional.of("5");
    return rate.equals(match.rate()) && burst.equals(match.burst()) && expire.equals(match.expire())
        ? match
        : new HashlimitMatch(
            match.above(),
            rate,
            burst,
            match.mode(),
            match.table(),
            match.size(),
            match.most(),
            match.collect(),
            expire,
            match.sourceMask(),
            match.destinationMask(),
            match.rateMatch(),
            match.rateInterval());
  }
}
