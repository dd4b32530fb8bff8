package io.kuberouter.nftables.text;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Hook;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.SetDefinition;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commands as input of {@code nft -f}: one transaction, one command a line. */
public final class NftScript {

  private NftScript() {}

  /** {@return whether all of it has a form in nft's syntax} */
  public static boolean isPrintable(List<Command> commands) {
    return printable(commands).isPresent();
  }

  /** {@return the input; empty where a part is known as JSON alone} */
  public static Optional<String> printable(List<Command> commands) {
    try {
      return Optional.of(format(commands));
    } catch (NotPrintableException e) {
      return Optional.empty();
    }
  }

  /**
   * {@return the input}
   *
   * @throws NotPrintableException where a part is known as JSON alone
   */
  public static String format(List<Command> commands) {
    StringBuilder out = new StringBuilder(commands.size() * 64);
    commands.forEach(command -> out.append(format(command)).append('\n'));
    return out.toString();
  }

  /**
   * {@return one command}
   *
   * @throws NotPrintableException where a part is known as JSON alone
   */
  public static String format(Command command) {
    String table = command.table().text();
    if (command instanceof Command.AddTable) {
      return "add table " + table;
    } else if (command instanceof Command.DeleteTable) {
      return "delete table " + table;
    } else if (command instanceof Command.AddChain add) {
      return "add chain " + table + " " + add.chain().name() + hook(add.chain());
    } else if (command instanceof Command.FlushChain flush) {
      return "flush chain " + table + " " + flush.chain();
    } else if (command instanceof Command.DeleteChain delete) {
      return "delete chain " + table + " " + delete.chain();
    } else if (command instanceof Command.AddSet add) {
      return (add.set().isMap() ? "add map " : "add set ") + table + " " + definition(add.set());
    } else if (command instanceof Command.DeleteSet delete) {
      return (delete.isMap() ? "delete map " : "delete set ") + table + " " + delete.set();
    } else if (command instanceof Command.AddElements add) {
      return "add element " + table + " " + elements(add.set(), add.elements());
    } else if (command instanceof Command.DeleteElements delete) {
      List<SetElement> keys =
          delete.elements().stream()
              .map(
                  e ->
                      e.data().isPresent()
                          ? SetElement.of(e.key(), e.data().get())
                          : SetElement.of(e.key()))
              .toList();
      return "delete element " + table + " " + elements(delete.set(), keys);
    } else if (command instanceof Command.AddObject add) {
      return "add " + add.object().kind() + " " + table + " " + object(add.object());
    } else if (command instanceof Command.DeleteObject delete) {
      return "delete " + delete.object().kind() + " " + table + " " + delete.object().name();
    }
    return rule(command, table);
  }

  private static String rule(Command command, String table) {
    if (command instanceof Command.AddRule add) {
      return "add rule " + table + " " + add.chain() + " " + StatementText.format(add.rule());
    } else if (command instanceof Command.InsertRule insert) {
      return "insert rule "
          + (table + " " + insert.chain() + " handle " + insert.beforeHandle() + " ")
          + StatementText.format(insert.rule());
    } else if (command instanceof Command.ReplaceRule replace) {
      return "replace rule "
          + (table + " " + replace.chain() + " handle " + replace.handle() + " ")
          + StatementText.format(replace.rule());
    } else if (command instanceof Command.DeleteRule delete) {
      return "delete rule " + table + " " + delete.chain() + " handle " + delete.handle();
    }
    throw new AssertionError(command); // sealed; NftScriptTest walks the permitted classes
  }

  private static String object(NamedObject object) {
    if (object instanceof NamedObject.Counter c) {
      return object(c, "packets " + c.packets() + " bytes " + c.bytes(), c.comment());
    } else if (object instanceof NamedObject.Quota q) {
      String used = q.used() == 0 ? "" : " used " + q.used() + " bytes";
      return object(q, (q.over() ? "over " : "") + q.bytes() + " bytes" + used, q.comment());
    } else if (object instanceof NamedObject.Limit l) {
      return object(l, StatementText.rate(l.rate()), l.comment());
    }
    throw new NotPrintableException(object.toString());
  }

  private static String object(NamedObject object, String body, Optional<String> comment) {
    String why = comment.map(c -> " comment " + ExpressionText.quote(c) + " ;").orElse("");
    return object.name() + " { " + body + " ;" + why + " }";
  }

  private static String hook(Chain chain) {
    if (chain.hook().isEmpty()) {
      return "";
    }
    Hook hook = chain.hook().get();
    return " { type "
        + hook.type()
        + " hook "
        + hook.hook()
        + hook.device().map(d -> " device " + ExpressionText.quote(d)).orElse("")
        + (" priority " + hook.priority() + "; policy " + hook.policy() + "; }");
  }

  private static String definition(SetDefinition set) {
    StringBuilder out = new StringBuilder(set.name()).append(" { type ");
    out.append(String.join(" . ", set.keyType()));
    set.dataType().ifPresent(data -> out.append(" : ").append(data));
    out.append(';');
    if (!set.flags().isEmpty()) {
      out.append(" flags ").append(String.join(",", set.flags())).append(';');
    }
    set.timeout().ifPresent(t -> out.append(" timeout ").append(t).append("s;"));
    set.gcInterval().ifPresent(t -> out.append(" gc-interval ").append(t).append("s;"));
    set.size().ifPresent(s -> out.append(" size ").append(s).append(';'));
    set.policy().ifPresent(p -> out.append(" policy ").append(p).append(';'));
    set.comment()
        .ifPresent(c -> out.append(" comment ").append(ExpressionText.quote(c)).append(';'));
    for (Json statement : set.statements()) {
      if (!statement.equals(Json.of("counter", new Json.Null()))) {
        throw new NotPrintableException(statement.toString());
      }
      out.append(" counter;");
    }
    return out.append(" }").toString();
  }

  private static String elements(SetDefinition set, List<SetElement> elements) {
    return set.name()
        + elements.stream()
            .map(element -> element(set, element))
            .collect(Collectors.joining(", ", " { ", " }"));
  }

  private static String element(SetDefinition set, SetElement element) {
    return ExpressionText.format(ExpressionText.ofTypes(set.keyType(), element.key()))
        + (element.timeout().isPresent() ? " timeout " + element.timeout().getAsLong() + "s" : "")
        + element.comment().map(c -> " comment " + ExpressionText.quote(c)).orElse("")
        + element.data().map(d -> " : " + ExpressionText.format(d)).orElse("");
  }
}
