package io.kuberouter.ipset.exec;

import io.kuberouter.ipset.SetChange;
import java.io.IOException;
import java.util.Optional;

/** A refusal of a change of sets: which change, and why. */
public final class SetChangeException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why a change is refused; each with what the tool says. */
  public enum Reason {
    /** A set of the name is there. */
    SET_EXISTS("set with the same name already exists"),
    /** The new name is taken. */
    NAME_TAKEN("a set with the new name already exists"),
    /** No such set. */
    SET_NOT_FOUND("The set with the given name does not exist"),
    /** No second set to swap with. */
    SECOND_SET_NOT_FOUND("the second set does not exist"),
    /** A rule or a list names the set. */
    IN_USE("it is in use by"),
    /** The element is there. */
    ELEMENT_EXISTS("it's already added"),
    /** The element is not there. */
    ELEMENT_NOT_FOUND("it's not added"),
    /** The set takes no more elements. */
    FULL("Hash is full"),
    /** The list takes no more sets. */
    LIST_FULL("is full, cannot add more"),
    /** Outside of a bitmap's range. */
    OUT_OF_RANGE("out of the range"),
    /** Sets of different types do not swap. */
    TYPE_MISMATCH("their type does not match"),
    /** The set was made without timeouts. */
    NO_TIMEOUT("without timeout support"),
    /** The set was made without counters. */
    NO_COUNTERS("without counter support"),
    /** The set was made without comments. */
    NO_COMMENTS("without comment support"),
    /** The set was made without skbinfo. */
    NO_SKBINFO("without skbinfo support"),
    /** The set to put into a list is not there. */
    MEMBER_NOT_FOUND("to be added/deleted/tested as element does not exist"),
    /** A list takes no lists. */
    LIST_IN_LIST("Sets with list:set type cannot be added"),
    /** The kernel has no such type, or not with these options. */
    UNSUPPORTED("not supported"),
    /** Anything else: the message tells. */
    OTHER("");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** {@return what the tool says for it} */
    public String words() {
      return words;
    }

    /** {@return the reason that the tool's words tell} */
    public static Reason of(String said) {
      for (Reason reason : values()) {
        if (said.contains(reason.words)) {
          return reason;
        }
      }
      return OTHER;
    }
  }

  private final transient Optional<SetChange> change;
  private final int index;
  private final Reason reason;

  /**
   * Creates the exception.
   *
   * @param index of the change among those that were to be made; -1 where the tool names none
   * @param said by the tool
   */
  public SetChangeException(int index, Optional<SetChange> change, String said) {
    super("ipset" + change.map(c -> " " + c.line()).orElse("") + ": " + said);
    this.index = index;
    this.change = change;
    this.reason = Reason.of(said);
  }

  /** {@return the change that was refused} */
  public Optional<SetChange> change() {
    return change;
  }

  /** {@return its place among those that were to be made; -1 where the tool names none} */
  public int index() {
    return index;
  }

  /** {@return why} */
  public Reason reason() {
    return reason;
  }

  /** {@return whether the set or element was not there} */
  public boolean isNotFound() {
    return switch (reason) {
      case SET_NOT_FOUND, SECOND_SET_NOT_FOUND, ELEMENT_NOT_FOUND, MEMBER_NOT_FOUND -> true;
      default -> false;
    };
  }

  /** {@return whether the set or element was there} */
  public boolean isAlreadyExists() {
    return switch (reason) {
      case SET_EXISTS, NAME_TAKEN, ELEMENT_EXISTS -> true;
      default -> false;
    };
  }
}
