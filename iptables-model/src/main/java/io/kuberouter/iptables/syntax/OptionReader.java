package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of one extension, each taken once by its name; what nobody took is an error, so
 * nothing that was written gets lost. Not thread safe.
 */
public final class OptionReader {

  private final IpFamily family;
  private final String extension;
  private final List<GivenOption> given;

  /** Reads these options, in the order in which they were written. */
  public OptionReader(IpFamily family, String extension, List<GivenOption> given) {
    this.family = family;
    this.extension = extension;
    this.given = new ArrayList<>(given);
  }

  /** {@return the family of the rule} */
  public IpFamily family() {
    return family;
  }

  /** {@return all options that nobody took yet, in order, and takes them} */
  public List<GivenOption> rest() {
    List<GivenOption> rest = List.copyOf(given);
    given.clear();
    return rest;
  }

  /**
   * Ends the reading.
   *
   * @throws ParseException if an option is left over
   */
  public void end() throws ParseException {
    if (!given.isEmpty()) {
      throw fault("\"" + given.get(0) + "\" stands twice or does not go with the others");
    }
  }

  /** {@return an exception that names the extension} */
  public ParseException fault(String message) {
    return new ParseException(extension + ": " + message);
  }

  /** {@return whether one of these options is there and not taken yet} */
  public boolean has(String... names) {
    for (String name : names) {
      for (GivenOption option : given) {
        if (option.name().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<GivenOption> take(String name) {
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).name().equals(name)) {
        return Optional.of(given.remove(i));
      }
    }
    return Optional.empty();
  }

  private GivenOption positive(GivenOption option) throws ParseException {
    if (option.negated()) {
      throw fault(option.name() + " cannot be negated");
    }
    return option;
  }

  private <T> T value(GivenOption option, TermParser<T> parser) throws ParseException {
    try {
      return parser.parse(String.join(" ", option.words()));
    } catch (IllegalArgumentException e) {
      throw fault(option.name() + ": " + e.getMessage());
    } catch (ParseException e) {
      throw fault(option.name() + ": " + e.getMessage());
    }
  }

  /** {@return whether the option is there} */
  public boolean flag(String name) throws ParseException {
    Optional<GivenOption> option = take(name);
    if (option.isPresent()) {
      positive(option.get());
    }
    return option.isPresent();
  }

  /** {@return whether the option is asked for (true), asked not to be (false), or not there} */
  public Optional<Boolean> asked(String name) {
    return take(name).map(option -> !option.negated());
  }

  /** {@return the value of an option that must be there} */
  public <T> T required(String name, TermParser<T> parser) throws ParseException {
    Optional<T> value = optional(name, parser);
    if (value.isEmpty()) {
      throw fault(name + " is missing");
    }
    return value.get();
  }

  /** {@return the value of an option, if it is there} */
  public <T> Optional<T> optional(String name, TermParser<T> parser) throws ParseException {
    Optional<GivenOption> option = take(name);
    return option.isEmpty() ? Optional.empty() : Optional.of(value(positive(option.get()), parser));
  }

  /** {@return the value of an option, or another where it is not there} */
  public <T> T orElse(String name, TermParser<T> parser, T other) throws ParseException {
    return optional(name, parser).orElse(other);
  }

  /** {@return the value of an option that must be there and may be negated} */
  public <T> Negatable<T> negatable(String name, TermParser<T> parser) throws ParseException {
    Optional<Negatable<T>> value = optionalNegatable(name, parser);
    if (value.isEmpty()) {
      throw fault(name + " is missing");
    }
    return value.get();
  }

  /** {@return the value of an option that may be negated, if it is there} */
  public <T> Optional<Negatable<T>> optionalNegatable(String name, TermParser<T> parser)
      throws ParseException {
    Optional<GivenOption> option = take(name);
    return option.isEmpty()
        ? Optional.empty()
        : Optional.of(new Negatable<>(option.get().negated(), value(option.get(), parser)));
  }

  /** {@return ports that may be negated; none but all is refused, which the tools list as all} */
  public Optional<Negatable<PortRange>> optionalPorts(String name) throws ParseException {
    return some(name, optionalNegatable(name, Terms::ports), PortRange.ALL);
  }

  /** {@return numbers of 32 bits that may be negated; none but all is refused in the same way} */
  public Optional<Negatable<NumberRange>> optionalNumbers(String name) throws ParseException {
    NumberRange all = new NumberRange(0, MaskedValue.ALL);
    return some(name, optionalNegatable(name, Terms.range(':', 0, MaskedValue.ALL)), all);
  }

  private <T> Optional<Negatable<T>> some(String name, Optional<Negatable<T>> value, T all)
      throws ParseException {
    if (value.filter(Negatable.not(all)::equals).isPresent()) {
      throw fault("\"! " + name + " " + all + "\" matches no packet");
    }
    return value;
  }
}
