package io.kuberouter.persistent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes; {@link #with} and {@link #without} make another that shares all but the
 * path to one key. Its order is that in which keys came; order is no part of equality. A trie of 32
 * branches by hash code: look-up, change and copy take O(log n), {@link #compare} of two maps takes
 * time in proportion to what they do not share. May be read by many threads.
 *
 * @param <K> of keys, with equals and hashCode
 * @param <V> of values
 */
public final class PersistentMap<K, V> {

  /**
   * Is told how the second of two maps differs from the first: what is removed in the first map's
   * order, then what is added or replaced in the second's.
   */
  public interface Differences<K, V> {
    /** A key of the first map alone. */
    void removed(K key, V value);

    /** A key of the second map alone. */
    void added(K key, V value);

    /** A key of both whose values are not the same object; they may be equal. */
    void replaced(K key, V from, V to);
  }

  private static final int BITS = 5;
  private static final Branch<Object, Object> NO_ROOT = new Branch<>(0, List.of());
  private static final PersistentMap<Object, Object> EMPTY = new PersistentMap<>(NO_ROOT, 0, 0);

  private final Node<K, V> root;
  private final int size;
  private final long nextOrder;

  private PersistentMap(Node<K, V> root, int size, long nextOrder) {
    this.root = root;
    this.size = size;
    this.nextOrder = nextOrder;
  }

  private sealed interface Node<K, V> {}

  /** Children at the places whose bits are set. */
  private record Branch<K, V>(int bitmap, List<Node<K, V>> children) implements Node<K, V> {
    int index(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }

    @Nullable Node<K, V> child(int bit) {
      return (bitmap & bit) == 0 ? null : children.get(index(bit));
    }

    Branch<K, V> put(int bit, Node<K, V> child) {
      List<Node<K, V>> copy = new ArrayList<>(children.size() + 1);
      copy.addAll(children);
      if ((bitmap & bit) == 0) {
        copy.add(index(bit), child);
      } else {
        copy.set(index(bit), child);
      }
      return new Branch<>(bitmap | bit, copy);
    }

    Branch<K, V> remove(int bit) {
      List<Node<K, V>> copy = new ArrayList<>(children);
      copy.remove(index(bit));
      return new Branch<>(bitmap & ~bit, copy);
    }
  }

  /** An entry; others of the same hash code hang behind it. */
  private record Leaf<K, V>(int hash, K key, V value, long order, @Nullable Leaf<K, V> next)
      implements Node<K, V> {

    @Nullable Leaf<K, V> find(K wanted) {
      for (Leaf<K, V> at = this; at != null; at = at.next) {
        if (at.key.equals(wanted)) {
          return at;
        }
      }
      return null;
    }

    Leaf<K, V> before(@Nullable Leaf<K, V> tail) {
      return new Leaf<>(hash, key, value, order, tail);
    }

    @Nullable Leaf<K, V> without(K unwanted) {
      if (key.equals(unwanted)) {
        return next;
      }
      return next == null ? this : before(next.without(unwanted));
    }
  }

  /** {@return a map without entries} */
  @SuppressWarnings("unchecked") // it holds none of either
  public static <K, V> PersistentMap<K, V> empty() {
    return (PersistentMap<K, V>) EMPTY;
  }

  /** {@return a map of values by the key that each has, in order; the last of one key stays} */
  public static <K, V> PersistentMap<K, V> of(Iterable<V> values, Function<V, K> key) {
    PersistentMap<K, V> map = empty();
    for (V value : values) {
      map = map.with(key.apply(value), value);
    }
    return map;
  }

  /** {@return how many entries there are} */
  public int size() {
    return size;
  }

  /** {@return whether there is no entry} */
  public boolean isEmpty() {
    return size == 0;
  }

  /** {@return the value of a key} */
  public Optional<V> get(K key) {
    Leaf<K, V> leaf = leaf(key);
    return leaf == null ? Optional.empty() : Optional.of(leaf.value);
  }

  /** {@return whether a key is there} */
  public boolean containsKey(K key) {
    return leaf(key) != null;
  }

  private @Nullable Leaf<K, V> leaf(K key) {
    int hash = spread(key);
    @Nullable Node<K, V> node = root;
    for (int shift = 0; node instanceof Branch<K, V> branch; shift += BITS) {
      node = branch.child(bit(hash, shift));
    }
    return node instanceof Leaf<K, V> leaf && leaf.hash == hash ? leaf.find(key) : null;
  }

  /** {@return this map with an entry; a key that is there keeps its place in the order} */
  public PersistentMap<K, V> with(K key, V value) {
    Leaf<K, V> old = leaf(key);
    if (old != null && old.value == value) {
      return this;
    }
    long order = old == null ? nextOrder : old.order;
    Leaf<K, V> leaf = new Leaf<>(spread(key), key, value, order, null);
    return new PersistentMap<>(
        insert(root, 0, leaf), old == null ? size + 1 : size, Math.max(nextOrder, order + 1));
  }

  /** {@return this map without a key} */
  public PersistentMap<K, V> without(K key) {
    if (leaf(key) == null) {
      return this;
    }
    if (size == 1) {
      return empty();
    }
    Node<K, V> rest = remove(root, 0, spread(key), key);
    return new PersistentMap<>(Objects.requireNonNull(rest), size - 1, nextOrder);
  }

  private static int spread(Object key) {
    int hash = key.hashCode() * 0x9e3779b9;
    return hash ^ (hash >>> 15);
  }

  private static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & 31);
  }

  private static <K, V> Node<K, V> insert(Node<K, V> node, int shift, Leaf<K, V> leaf) {
    if (node instanceof Branch<K, V> branch) {
      int bit = bit(leaf.hash, shift);
      Node<K, V> child = branch.child(bit);
      return branch.put(bit, child == null ? leaf : insert(child, shift + BITS, leaf));
    }
    Leaf<K, V> there = (Leaf<K, V>) node;
    if (there.hash == leaf.hash) {
      return leaf.before(there.without(leaf.key));
    }
    Branch<K, V> branch = new Branch<>(bit(there.hash, shift), List.of(there));
    return insert(branch, shift, leaf);
  }

  private static <K, V> @Nullable Node<K, V> remove(Node<K, V> node, int shift, int hash, K key) {
    if (node instanceof Branch<K, V> branch) {
      int bit = bit(hash, shift);
      Node<K, V> child = Objects.requireNonNull(branch.child(bit));
      Node<K, V> rest = remove(child, shift + BITS, hash, key);
      if (rest != null) {
        return branch.children.size() == 1 && rest instanceof Leaf && shift > 0
            ? rest
            : branch.put(bit, rest);
      }
      Branch<K, V> without = branch.remove(bit);
      return without.children.size() == 1 && without.children.get(0) instanceof Leaf<K, V> only
          ? only
          : without;
    }
    return ((Leaf<K, V>) node).without(key);
  }

  /** {@return the values in order; a copy} */
  public List<V> values() {
    return leaves().stream().map(Leaf::value).toList();
  }

  /** {@return the keys in order; a copy} */
  public List<K> keys() {
    return leaves().stream().map(Leaf::key).toList();
  }

  /** {@return the entries in order; a copy} */
  public List<Map.Entry<K, V>> entries() {
    return leaves().stream().map(l -> Map.entry(l.key, l.value)).toList();
  }

  private List<Leaf<K, V>> leaves() {
    List<Leaf<K, V>> leaves = new ArrayList<>(size);
    collect(root, leaves);
    leaves.sort(Comparator.comparingLong(Leaf::order));
    return leaves;
  }

  private static <K, V> void collect(Node<K, V> node, List<Leaf<K, V>> into) {
    if (node instanceof Branch<K, V> branch) {
      branch.children.forEach(child -> collect(child, into));
    } else {
      for (Leaf<K, V> leaf = (Leaf<K, V>) node; leaf != null; leaf = leaf.next) {
        into.add(leaf);
      }
    }
  }

  /** A key's entry in both maps; null where it is not there. */
  private record Difference<K, V>(@Nullable Leaf<K, V> from, @Nullable Leaf<K, V> to) {}

  /** Tells how another map differs from this one; what both share is not looked at. */
  public void compare(PersistentMap<K, V> other, Differences<K, V> differences) {
    List<Leaf<K, V>> removed = new ArrayList<>();
    List<Difference<K, V>> others = new ArrayList<>();
    compare(
        root,
        other.root,
        0,
        (from, to) -> {
          if (to == null) {
            removed.add(Objects.requireNonNull(from));
          } else {
            others.add(new Difference<>(from, to));
          }
        });
    removed.sort(Comparator.comparingLong(Leaf::order));
    others.sort(Comparator.comparingLong(d -> d.to == null ? 0 : d.to.order));
    removed.forEach(leaf -> differences.removed(leaf.key, leaf.value));
    for (Difference<K, V> difference : others) {
      Leaf<K, V> from = difference.from;
      Leaf<K, V> to = Objects.requireNonNull(difference.to);
      if (from == null) {
        differences.added(to.key, to.value);
      } else {
        differences.replaced(to.key, from.value, to.value);
      }
    }
  }

  private interface Found<K, V> {
    void tell(@Nullable Leaf<K, V> from, @Nullable Leaf<K, V> to);
  }

  private static <K, V> void compare(
      @Nullable Node<K, V> from, @Nullable Node<K, V> to, int shift, Found<K, V> out) {
    if (from == to) {
      return;
    }
    if (from == null || to == null) {
      List<Leaf<K, V>> leaves = new ArrayList<>();
      collect(Objects.requireNonNull(from == null ? to : from), leaves);
      for (Leaf<K, V> leaf : leaves) {
        out.tell(from == null ? null : leaf, from == null ? leaf : null);
      }
    } else if (from instanceof Leaf<K, V> a && to instanceof Leaf<K, V> b) {
      compareLeaves(a, b, out);
    } else {
      Branch<K, V> a = branch(from, shift);
      Branch<K, V> b = branch(to, shift);
      for (int bits = a.bitmap | b.bitmap; bits != 0; bits &= bits - 1) {
        int bit = Integer.lowestOneBit(bits);
        compare(a.child(bit), b.child(bit), shift + BITS, out);
      }
    }
  }

  private static <K, V> Branch<K, V> branch(Node<K, V> node, int shift) {
    return node instanceof Branch<K, V> branch
        ? branch
        : new Branch<>(bit(((Leaf<K, V>) node).hash, shift), List.of(node));
  }

  private static <K, V> void compareLeaves(Leaf<K, V> from, Leaf<K, V> to, Found<K, V> out) {
    for (Leaf<K, V> a = from; a != null; a = a.next) {
      Leaf<K, V> b = to.find(a.key);
      if (b == null || b.value != a.value) {
        out.tell(a, b);
      }
    }
    for (Leaf<K, V> b = to; b != null; b = b.next) {
      if (from.find(b.key) == null) {
        out.tell(null, b);
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof PersistentMap<?, ?> map) || map.size != size) {
      return false;
    }
    for (Leaf<K, V> leaf : leaves()) {
      if (!equalsIn(map, leaf)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked") // a key of another type is not found
  private static boolean equalsIn(PersistentMap<?, ?> map, Leaf<?, ?> leaf) {
    Leaf<Object, Object> there = ((PersistentMap<Object, Object>) map).leaf(leaf.key);
    return there != null && there.value.equals(leaf.value);
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (Leaf<K, V> leaf : leaves()) {
      sum += leaf.key.hashCode() ^ leaf.value.hashCode();
    }
    return sum;
  }

  @Override
  public String toString() {
    return entries().toString();
  }
}
