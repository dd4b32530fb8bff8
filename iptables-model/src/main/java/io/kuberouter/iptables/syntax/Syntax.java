package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.text.ParseException;
import java.util.List;

/** An extension's text ↔ its record; {@code parse} and {@code render} mirror each other. */
public interface Syntax<T> {

  /** {@return the name behind {@code -m} or {@code -j}} */
  String name();

  /** {@return the record's class} */
  Class<T> type();

  /** {@return the options it knows, in the order in which the tool prints them} */
  List<OptionName> options();

  /** {@return whether this family has the extension} */
  default boolean in(IpFamily family) {
    return true;
  }

  /**
   * {@return the record}
   *
   * @throws ParseException when options are missing, wrong or do not go together
   */
  T parse(OptionReader in) throws ParseException;

  /** Appends the options as {@code iptables-save} prints them. */
  void render(T value, OptionWriter out);
}
