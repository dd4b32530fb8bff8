package io.kuberouter.iptables.syntax;

import io.kuberouter.text.ParseException;

/** Makes a value of one word. */
@FunctionalInterface
public interface TermParser<T> {

  /**
   * {@return the value}
   *
   * @throws ParseException saying what was expected and found
   * @throws IllegalArgumentException of the value's own checks
   */
  T parse(String word) throws ParseException;
}
