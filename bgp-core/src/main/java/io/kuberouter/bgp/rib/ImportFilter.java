package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Prefix;
import java.util.Optional;
import java.util.function.Supplier;

/** What becomes of a neighbour's routes on the way in. */
public interface ImportFilter {

  /** {@return whether the answer is the same for all prefixes with the same attributes} */
  boolean ignoresPrefixes();

  /**
   * Decides on a route.
   *
   * @param prefix makes the prefix; not to be asked when {@link #ignoresPrefixes}
   * @return its attributes, changed or not; none: rejected
   */
  Optional<PathAttributes> apply(Supplier<Prefix> prefix, PathAttributes attributes);

  /** For a filter that ignores prefixes. */
  Supplier<Prefix> NO_PREFIX =
      () -> {
        throw new IllegalStateException("a filter that ignores prefixes has asked for one");
      };

  /** Takes everything as it is. */
  ImportFilter EVERYTHING =
      new ImportFilter() {
        @Override
        public boolean ignoresPrefixes() {
          return true;
        }

        @Override
        public Optional<PathAttributes> apply(Supplier<Prefix> prefix, PathAttributes attributes) {
          return Optional.of(attributes);
        }
      };
}
