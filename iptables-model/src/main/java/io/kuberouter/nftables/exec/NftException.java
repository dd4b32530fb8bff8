package io.kuberouter.nftables.exec;

import io.kuberouter.nftables.Command;
import java.io.IOException;
import java.util.Optional;

/** A refusal of a transaction: which command, and why. Nothing of it was made. */
public final class NftException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Optional<Command> command;
  private final int index;
  private final String said;

  /**
   * Creates the exception.
   *
   * @param index of the command; -1 where the tool names none
   * @param text of the command
   * @param said by the tool
   */
  public NftException(int index, Optional<Command> command, String text, String said) {
    super("nft" + (text.isEmpty() ? "" : " " + text) + ": " + said);
    this.index = index;
    this.command = command;
    this.said = said;
  }

  /** {@return the command that was refused} */
  public Optional<Command> command() {
    return command;
  }

  /** {@return its place in the transaction; -1 where the tool names none} */
  public int index() {
    return index;
  }

  /** {@return whether what it names was not there: ENOENT} */
  public boolean isNotFound() {
    return said.contains("No such file or directory") || said.contains("does not exist");
  }

  /** {@return whether it was there, in another form: EEXIST, or overlapping intervals} */
  public boolean isAlreadyExists() {
    return said.contains("File exists")
        || said.contains("conflicting intervals")
        || said.contains("interval overlaps");
  }

  /** {@return whether the kernel cannot do it, such as move a chain to another hook: EOPNOTSUPP} */
  public boolean isNotSupported() {
    return said.contains("Operation not supported");
  }

  /** {@return whether something uses it: EBUSY} */
  public boolean isInUse() {
    return said.contains("Device or resource busy");
  }

  /** {@return whether the set takes no more elements: ENFILE} */
  public boolean isFull() {
    return said.contains("Too many open files in system");
  }
}
