package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.restore.RestoreScript;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool's refusal of its input: what it said, and the element that it is about. */
public final class RestoreFailedException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient RestoreScript.@Nullable Element element;

  /** Creates the exception of an unknown element. */
  public RestoreFailedException(String message) {
    this(message, null);
  }

  /**
   * Creates the exception of an element.
   *
   * @param said by the tool; the message adds the element
   */
  public RestoreFailedException(String said, RestoreScript.@Nullable Element element) {
    super(element == null ? said : said + " [" + element + "]");
    this.element = element;
  }

  /** {@return the table, chain and rule that were refused; empty where the tool does not say} */
  public Optional<RestoreScript.Element> element() {
    return Optional.ofNullable(element);
  }
}
