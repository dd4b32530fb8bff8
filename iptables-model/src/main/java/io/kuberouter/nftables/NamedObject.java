package io.kuberouter.nftables;

import io.kuberouter.nftables.json.Json;
import java.util.Optional;

/** What a table holds by name besides chains, sets and maps; rules use it by its name. */
public sealed interface NamedObject {

  /** {@return the kind, as nft writes it: {@code counter}; names are apart for each kind} */
  String kind();

  /** {@return the name} */
  String name();

  /**
   * Counts for all rules that name it; the numbers are the kernel's, and no difference.
   *
   * @param comment which no difference is made of either
   */
  record Counter(String name, long packets, long bytes, Optional<String> comment)
      implements NamedObject {

    /** A counter that begins. */
    public Counter(String name) {
      this(name, 0, 0, Optional.empty());
    }

    @Override
    public String kind() {
      return "counter";
    }
  }

  /**
   * Matches until so many bytes have passed, or from then on.
   *
   * @param over whether it matches from then on
   * @param bytes the limit; another one is set in place, and what was used stays
   * @param used so far; the kernel's, and no difference
   * @param comment which no difference is made of either
   */
  record Quota(String name, boolean over, long bytes, long used, Optional<String> comment)
      implements NamedObject {

    /** A quota that begins. */
    public Quota(String name, boolean over, long bytes) {
      this(name, over, bytes, 0, Optional.empty());
    }

    @Override
    public String kind() {
      return "quota";
    }
  }

  /**
   * Matches only so often for all rules that name it together; another rate needs another object.
   *
   * @param comment which no difference is made of
   */
  record Limit(String name, Statement.Limit rate, Optional<String> comment) implements NamedObject {

    /** A limit without a comment. */
    public Limit(String name, Statement.Limit rate) {
      this(name, rate, Optional.empty());
    }

    @Override
    public String kind() {
      return "limit";
    }
  }

  /**
   * Of another kind: a flow table, a helper, a timeout policy, and so on.
   *
   * @param json as listed; kept and made, not compared
   */
  record Unknown(String kind, String name, Json json) implements NamedObject {}
}
