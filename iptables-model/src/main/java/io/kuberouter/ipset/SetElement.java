package io.kuberouter.ipset;

import java.util.List;
import java.util.Optional;

/**
 * One element of a set. Its parts say which it is.
 *
 * @param parts as many as the type has dimensions; a bitmap's hardware address may be left out
 * @param options in the order of the text they came from
 */
public record SetElement(List<ElementPart> parts, List<ElementOption> options) {
  public SetElement {
    parts = List.copyOf(parts);
    options = List.copyOf(options);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an element without parts");
    }
  }

  /** {@return an element without options} */
  public static SetElement of(ElementPart... parts) {
    return new SetElement(List.of(parts), List.of());
  }

  /** {@return what says which element it is: {@code 10.96.0.1,tcp:443}} */
  public String text() {
    if (parts.size() == 1) {
      return parts.get(0).text();
    }
    StringBuilder out = new StringBuilder();
    for (ElementPart part : parts) {
      out.append(out.length() == 0 ? "" : ",").append(part.text());
    }
    return out.toString();
  }

  /** {@return the element with its options} */
  public String line() {
    StringBuilder out = new StringBuilder(text());
    options.forEach(option -> out.append(' ').append(option.text()));
    return out.toString();
  }

  /** {@return the option of a kind} */
  public <T extends ElementOption> Optional<T> option(Class<T> kind) {
    for (ElementOption option : options) {
      if (kind.isInstance(option)) {
        return Optional.of(kind.cast(option));
      }
    }
    return Optional.empty();
  }

  /** {@return whether it takes part of a larger network out again} */
  public boolean nomatch() {
    return option(ElementOption.NoMatch.class).isPresent();
  }
}
