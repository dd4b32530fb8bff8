package io.kuberouter.iptables.target;

/**
 * {@code -j AUDIT}: writes a record to the audit log.
 *
 * @param type what the record says became of the packet
 */
public record AuditTarget(Type type) implements Target {

  /** What a record says. */
  public enum Type {
    ACCEPT("accept"),
    DROP("drop"),
    REJECT("reject");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
