package io.kuberouter.nftables.canonical;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.Statement;
import io.kuberouter.nftables.Verdict;
import io.kuberouter.nftables.json.Json;
import java.util.HashSet;
import java.util.Set;

/** What a rule names; in what is not known, every string that may be a name. */
public final class References {

  private References() {}

  /** {@return the sets and maps of the table that a rule uses} */
  public static Set<String> sets(Rule rule) {
    Set<String> names = new HashSet<>();
    rule.statements().forEach(statement -> collect(statement, names));
    return names;
  }

  /** {@return whether a rule uses an object} */
  public static boolean uses(Rule rule, NamedObject object) {
    for (Statement s : rule.statements()) {
      boolean uses =
          switch (object.kind()) {
            case "counter" -> s.equals(new Statement.CounterRef(object.name()));
            case "quota" -> s.equals(new Statement.QuotaRef(object.name()));
            case "limit" -> s.equals(new Statement.LimitRef(object.name()));
            default -> false;
          };
      if (uses || (s instanceof Statement.Unknown unknown && names(unknown.json(), object))) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(Json json, NamedObject object) {
    Set<String> words = new HashSet<>();
    collect(json, words);
    return words.contains(object.name());
  }

  /** {@return the chains that a rule jumps or goes to} */
  public static Set<String> chains(Rule rule) {
    Set<String> names = new HashSet<>();
    for (Statement statement : rule.statements()) {
      if (statement instanceof Verdict verdict) {
        verdict(verdict, names);
      } else if (statement instanceof Statement.VerdictMap map
          && map.data() instanceof Expression.SetLiteral set) {
        for (Expression item : set.items()) {
          if (item instanceof Expression.MapEntry entry) {
            verdict(entry.data(), names);
          }
        }
      }
    }
    return names;
  }

  /** {@return whether a rule holds a set without a name} */
  public static boolean hasSetLiteral(Rule rule) {
    return rule.toString().contains(Expression.SetLiteral.class.getSimpleName() + "[");
  }

  private static void verdict(Expression e, Set<String> into) {
    if (e instanceof Verdict verdict && !verdict.chain().isEmpty()) {
      into.add(verdict.chain());
    }
  }

  private static void collect(Statement s, Set<String> into) {
    if (s instanceof Statement.Match match) {
      collect(match.left(), into);
      collect(match.right(), into);
    } else if (s instanceof Statement.VerdictMap map) {
      collect(map.key(), into);
      collect(map.data(), into);
    } else if (s instanceof Statement.Mangle mangle) {
      collect(mangle.value(), into);
    } else if (s instanceof Statement.Nat nat) {
      nat.address().ifPresent(e -> collect(e, into));
      nat.port().ifPresent(e -> collect(e, into));
    } else if (s instanceof Statement.SetUpdate update) {
      into.add(update.set());
      collect(update.element(), into);
    } else if (s instanceof Statement.Unknown unknown) {
      collect(unknown.json(), into);
    }
  }

  private static void collect(Expression e, Set<String> into) {
    if (e instanceof Expression.SetRef ref) {
      into.add(ref.name());
    } else if (e instanceof Expression.MapLookup map) {
      collect(map.key(), into);
      collect(map.data(), into);
    } else if (e instanceof Expression.Concat concat) {
      concat.parts().forEach(part -> collect(part, into));
    } else if (e instanceof Expression.Binary binary) {
      collect(binary.left(), into);
      collect(binary.right(), into);
    } else if (e instanceof Expression.Unknown unknown) {
      collect(unknown.json(), into);
    }
  }

  private static void collect(Json json, Set<String> into) {
    if (json instanceof Json.Str string) {
      into.add(string.value().startsWith("@") ? string.value().substring(1) : string.value());
    } else if (json instanceof Json.Arr array) {
      array.items().forEach(item -> collect(item, into));
    } else if (json instanceof Json.Obj object) {
      object.members().values().forEach(value -> collect(value, into));
    }
  }
}
