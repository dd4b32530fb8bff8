package io.kuberouter.nftables;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An element of a set or map.
 *
 * @param key which element it is
 * @param data of a map
 * @param timeout that it was added with, in seconds
 * @param comment for people
 */
public record SetElement(
    Expression key, Optional<Expression> data, OptionalLong timeout, Optional<String> comment) {

  /** {@return an element of a set} */
  public static SetElement of(Expression key) {
    return new SetElement(key, Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  /** {@return an element of a map} */
  public static SetElement of(Expression key, Expression data) {
    return new SetElement(key, Optional.of(data), OptionalLong.empty(), Optional.empty());
  }
}
