package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Rule;

/** What may be changed: chains that are ours, and rules of ours in chains that are not. */
public interface Ownership {

  /** {@return whether the chain with all its rules (and its policy) is ours} */
  boolean chain(String table, String chain);

  /** {@return whether a rule in a chain that is not ours is ours} */
  boolean rule(String table, String chain, Rule rule);

  /** {@return the ownership of everything} */
  static Ownership ofEverything() {
    return new Ownership() {
      @Override
      public boolean chain(String table, String chain) {
        return true;
      }

      @Override
      public boolean rule(String table, String chain, Rule rule) {
        return true;
      }
    };
  }

  /** {@return the ownership of chains whose names start so, and of rules that jump to them} */
  static Ownership ofPrefix(String prefix) {
    return new Ownership() {
      @Override
      public boolean chain(String table, String chain) {
        return chain.startsWith(prefix);
      }

      @Override
      public boolean rule(String table, String chain, Rule rule) {
        return rule.chain().filter(to -> to.startsWith(prefix)).isPresent();
      }
    };
  }
}
