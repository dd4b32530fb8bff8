package io.kuberouter.iptables.term;

/**
 * So many for each unit of time; written {@code 10/min}.
 *
 * @param amount 1 to 2^31-1
 */
public record Rate(long amount, Unit unit) implements Term {

  /** A unit of time. */
  public enum Unit {
    SECOND("sec", 1),
    MINUTE("min", 60),
    HOUR("hour", 3600),
    DAY("day", 86400);

    private final String word;
    private final int seconds;

    Unit(String word, int seconds) {
      this.word = word;
      this.seconds = seconds;
    }

    /** {@return how many seconds it has} */
    public int seconds() {
      return seconds;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public Rate {
    Bounds.check("rate", amount, 1, Integer.MAX_VALUE);
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append(amount).append('/').append(unit);
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
