package io.kuberouter.nftables;

import java.util.Locale;

/**
 * What becomes of the packet; a statement, and the data of verdict maps.
 *
 * @param chain of jump and goto; otherwise empty
 */
public record Verdict(Kind kind, String chain) implements Statement, Expression {

  /** The verdicts of {@code nft(8)}. */
  public enum Kind {
    /** Ends the base chain: the packet goes on to the next. */
    ACCEPT,
    /** The packet is gone. */
    DROP,
    /** Back to the rule behind the jump. */
    RETURN,
    /** On with the next rule. */
    CONTINUE,
    /** To a chain and back. */
    JUMP,
    /** To a chain, and back to where this chain was called. */
    GOTO;

    /** {@return the tool's word} */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Accepts the packet. */
  public static final Verdict ACCEPT = new Verdict(Kind.ACCEPT, "");

  /** Drops the packet. */
  public static final Verdict DROP = new Verdict(Kind.DROP, "");

  /** Returns to the caller. */
  public static final Verdict RETURN = new Verdict(Kind.RETURN, "");

  public Verdict {
    if (chain.isEmpty() == (kind == Kind.JUMP || kind == Kind.GOTO)) {
      throw new IllegalArgumentException(kind.text() + " '" + chain + "'");
    }
  }

  /** {@return a jump to a chain} */
  public static Verdict jump(String chain) {
    return new Verdict(Kind.JUMP, chain);
  }

  /** {@return a goto to a chain} */
  public static Verdict goTo(String chain) {
    return new Verdict(Kind.GOTO, chain);
  }
}
