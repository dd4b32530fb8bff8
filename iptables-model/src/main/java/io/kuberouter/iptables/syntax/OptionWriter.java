package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.Term;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Appends options as {@code iptables-save} does, each with a blank before it. */
public final class OptionWriter {

  private final StringBuilder out;

  /** Appends to this. */
  public OptionWriter(StringBuilder out) {
    this.out = out;
  }

  /** Appends an option without a value, if it is there. */
  public void flag(String name, boolean there) {
    if (there) {
      out.append(' ').append(name);
    }
  }

  /** Appends an option without a value, asked for or asked not to be. */
  public void asked(String name, Optional<Boolean> asked) {
    if (asked.isPresent()) {
      out.append(asked.get() ? " " : " ! ").append(name);
    }
  }

  /** Appends an option with its value; an optional one only where it is there. */
  public void option(String name, Object value) {
    Object bare = open(name, value);
    if (bare != this) {
      append(bare);
    }
  }

  /** Appends an option unless its value is the one that is not printed. */
  public void unless(Object silent, String name, Object value) {
    if (!value.equals(silent)) {
      option(name, value);
    }
  }

  /** Appends an option whose value has a spelling of its own. */
  public <T> void option(String name, Object value, Class<T> type, Function<T, String> spelling) {
    Object bare = open(name, value);
    if (bare != this) {
      out.append(spelling.apply(type.cast(bare)));
    }
  }

  /** Appends an option whose value is quoted where it has more than letters and digits. */
  public void text(String name, Object value) {
    Object bare = open(name, value);
    if (bare != this) {
      quoteIfNeeded(String.valueOf(bare));
    }
  }

  /** Appends an option whose value is always in quotes. */
  public void quoted(String name, Object value) {
    Object bare = open(name, value);
    if (bare != this) {
      quote(String.valueOf(bare));
    }
  }

  /** Appends blank, {@code !} and name; {@return the bare value, or this for nothing to print} */
  private Object open(String name, Object value) {
    Object bare = value;
    if (bare instanceof Optional<?> optional) {
      if (optional.isEmpty()) {
        return this;
      }
      bare = optional.get();
    }
    if (bare instanceof Negatable<?> negatable) {
      out.append(negatable.negated() ? " ! " : " ");
      bare = negatable.value();
    } else {
      out.append(' ');
    }
    out.append(name).append(' ');
    return bare;
  }

  private void append(Object value) {
    if (value instanceof Term term) {
      term.appendTo(out);
    } else if (value instanceof InetAddress address) {
      IpAddresses.append(address, out);
    } else if (value instanceof Collection<?> list) {
      String separator = "";
      for (Object element : list) {
        out.append(separator);
        append(element);
        separator = ",";
      }
    } else {
      out.append(value);
    }
  }

  /** Appends a blank-separated word as it stands. */
  public void word(String word) {
    out.append(' ').append(word);
  }

  private void quoteIfNeeded(String value) {
    boolean plain = !value.isEmpty();
    for (int i = 0; i < value.length() && plain; i++) {
      char c = value.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
    }
    if (plain) {
      out.append(value);
    } else {
      quote(value);
    }
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c == '\'') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
