package io.kuberouter.nftables;

import java.util.List;

/** One command of a transaction. */
public sealed interface Command {

  /** {@return the table it is about} */
  TableKey table();

  /** Makes a table; one that is there stays. */
  record AddTable(TableKey table) implements Command {}

  /** Removes a table and all in it. */
  record DeleteTable(TableKey table) implements Command {}

  /** Makes a chain without rules; of a base chain that is there, sets the policy. */
  record AddChain(TableKey table, Chain chain) implements Command {}

  /** Removes a chain's rules. */
  record FlushChain(TableKey table, String chain) implements Command {}

  /** Removes a chain that nothing jumps to. */
  record DeleteChain(TableKey table, String chain) implements Command {}

  /** Makes a set or map without elements. */
  record AddSet(TableKey table, SetDefinition set) implements Command {}

  /** Removes a set or map that no rule uses. */
  record DeleteSet(TableKey table, String set, boolean isMap) implements Command {}

  /** Adds elements. */
  record AddElements(TableKey table, SetDefinition set, List<SetElement> elements)
      implements Command {
    public AddElements {
      elements = List.copyOf(elements);
    }
  }

  /** Removes elements. */
  record DeleteElements(TableKey table, SetDefinition set, List<SetElement> elements)
      implements Command {
    public DeleteElements {
      elements = List.copyOf(elements);
    }
  }

  /** Puts a rule behind all of its chain. */
  record AddRule(TableKey table, String chain, Rule rule) implements Command {}

  /** Puts a rule before another. */
  record InsertRule(TableKey table, String chain, long beforeHandle, Rule rule)
      implements Command {}

  /** Puts a rule in the place of another. */
  record ReplaceRule(TableKey table, String chain, long handle, Rule rule) implements Command {}

  /** Removes a rule. */
  record DeleteRule(TableKey table, String chain, long handle) implements Command {}

  /** Makes an object; a quota that is there gets its limit, what was used stays. */
  record AddObject(TableKey table, NamedObject object) implements Command {}

  /** Removes an object that no rule uses. */
  record DeleteObject(TableKey table, NamedObject object) implements Command {}
}
