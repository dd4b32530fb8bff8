package io.kuberouter.persistent;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.RandomAccess;

/**
 * An unmodifiable list as a balanced tree over short arrays: a copy with one element more, less or
 * another has new nodes on one path only, O(log n). Immutable, so safe for threads.
 */
public final class PersistentList<E> extends AbstractList<E> implements RandomAccess {

  private static final int LEAF = 64;
  private static final Leaf NOTHING = new Leaf(new Object[0]);

  /** A subtree. */
  private sealed interface Node permits Leaf, Branch {
    int size();

    int height();
  }

  private static final class Leaf implements Node {
    private final Object[] elements;

    Leaf(Object[] elements) {
      this.elements = elements;
    }

    Object[] elements() {
      return elements;
    }

    @Override
    public int size() {
      return elements.length;
    }

    @Override
    public int height() {
      return 0;
    }
  }

  private record Branch(Node left, Node right, int size, int height) implements Node {
    static Branch of(Node left, Node right) {
      return new Branch(
          left, right, left.size() + right.size(), 1 + Math.max(left.height(), right.height()));
    }
  }

  private final Node root;

  private PersistentList(Node root) {
    this.root = root;
  }

  /** {@return a shared list of these; the same one where it is one already} */
  @SuppressWarnings("unchecked")
  public static <E> PersistentList<E> of(List<? extends E> elements) {
    if (elements instanceof PersistentList<?> shared) {
      return (PersistentList<E>) shared;
    }
    Object[] all = elements.toArray();
    for (Object element : all) {
      if (element == null) {
        throw new NullPointerException("an element is null");
      }
    }
    return new PersistentList<>(all.length == 0 ? NOTHING : build(all, 0, all.length));
  }

  private static Node build(Object[] all, int from, int to) {
    if (to - from <= LEAF) {
      return new Leaf(Arrays.copyOfRange(all, from, to));
    }
    int middle = (from + to) >>> 1;
    return Branch.of(build(all, from, middle), build(all, middle, to));
  }

  @Override
  public int size() {
    return root.size();
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    if (index < 0 || index >= root.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    Node node = root;
    int at = index;
    while (node instanceof Branch branch) {
      int left = branch.left().size();
      if (at < left) {
        node = branch.left();
      } else {
        at -= left;
        node = branch.right();
      }
    }
    return (E) ((Leaf) node).elements()[at];
  }

  @Override
  public Object[] toArray() {
    Object[] all = new Object[root.size()];
    fill(root, all, 0);
    return all;
  }

  private static void fill(Node node, Object[] all, int at) {
    if (node instanceof Branch branch) {
      fill(branch.left(), all, at);
      fill(branch.right(), all, at + branch.left().size());
    } else {
      Object[] elements = ((Leaf) node).elements();
      System.arraycopy(elements, 0, all, at, elements.length);
    }
  }

  /** {@return a copy with an element in place of the one at an index} */
  public PersistentList<E> with(int index, E element) {
    if (index < 0 || index >= root.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    return new PersistentList<>(replace(root, index, element));
  }

  private static Node replace(Node node, int index, Object element) {
    if (node instanceof Branch branch) {
      int left = branch.left().size();
      return index < left
          ? Branch.of(replace(branch.left(), index, element), branch.right())
          : Branch.of(branch.left(), replace(branch.right(), index - left, element));
    }
    Object[] copy = ((Leaf) node).elements().clone();
    copy[index] = element;
    return new Leaf(copy);
  }

  /** {@return a copy with an element before the one at an index, or at the end} */
  public PersistentList<E> inserted(int index, E element) {
    if (index < 0 || index > root.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    return new PersistentList<>(insert(root, index, element));
  }

  private static Node insert(Node node, int index, Object element) {
    if (node instanceof Branch branch) {
      int left = branch.left().size();
      return index <= left
          ? balance(insert(branch.left(), index, element), branch.right())
          : balance(branch.left(), insert(branch.right(), index - left, element));
    }
    Object[] old = ((Leaf) node).elements();
    Object[] copy = new Object[old.length + 1];
    System.arraycopy(old, 0, copy, 0, index);
    copy[index] = element;
    System.arraycopy(old, index, copy, index + 1, old.length - index);
    return build(copy, 0, copy.length);
  }

  /** {@return a copy without the element at an index} */
  public PersistentList<E> removed(int index) {
    if (index < 0 || index >= root.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    return new PersistentList<>(delete(root, index));
  }

  private static Node delete(Node node, int index) {
    if (node instanceof Branch branch) {
      int left = branch.left().size();
      Node first = index < left ? delete(branch.left(), index) : branch.left();
      Node second = index < left ? branch.right() : delete(branch.right(), index - left);
      if (first.size() == 0) {
        return second;
      }
      return second.size() == 0 ? first : balance(first, second);
    }
    Object[] old = ((Leaf) node).elements();
    Object[] copy = new Object[old.length - 1];
    System.arraycopy(old, 0, copy, 0, index);
    System.arraycopy(old, index + 1, copy, index, copy.length - index);
    return new Leaf(copy);
  }

  /** Joins two subtrees whose heights differ by at most 2, by one or two rotations. */
  private static Node balance(Node left, Node right) {
    if (left.height() > right.height() + 1 && left instanceof Branch high) {
      return high.left().height() >= high.right().height()
          ? Branch.of(high.left(), Branch.of(high.right(), right))
          : rotated(high.left(), (Branch) high.right(), right);
    }
    if (right.height() > left.height() + 1 && right instanceof Branch high) {
      return high.right().height() >= high.left().height()
          ? Branch.of(Branch.of(left, high.left()), high.right())
          : rotated(left, (Branch) high.left(), high.right());
    }
    return Branch.of(left, right);
  }

  private static Node rotated(Node first, Branch middle, Node last) {
    return Branch.of(Branch.of(first, middle.left()), Branch.of(middle.right(), last));
  }

  /** Told of the stretches in which two lists differ, from the start to the end. */
  @FunctionalInterface
  public interface Stretches<E> {

    /**
     * Takes a stretch: at {@code from} of the first list these elements stand, where the other has
     * those. What lies between two stretches is shared.
     */
    void differ(int from, List<E> first, List<E> second);
  }

  /** How far to look for the next array that both lists share, in arrays. */
  private static final int LOOK_AHEAD = 64;

  /**
   * Walks two lists and leaves out the subtrees that they share: time follows the difference where
   * one is an edited copy of the other, and the length where they have nothing in common.
   */
  public static <E> void compare(
      PersistentList<E> first, PersistentList<E> second, Stretches<E> stretches) {
    Cursor a = new Cursor(first.root);
    Cursor b = new Cursor(second.root);
    while (true) {
      skipShared(a, b);
      if (a.isAtEnd() && b.isAtEnd()) {
        return;
      }
      stretch(a, b, stretches);
    }
  }

  @SuppressWarnings("ReferenceEquality") // shared is what is the same object
  private static void skipShared(Cursor a, Cursor b) {
    while (!a.isAtEnd() && !b.isAtEnd()) {
      Node x = a.top();
      Node y = b.top();
      if (x == y) {
        a.pop();
        b.pop();
      } else if (x instanceof Branch && x.height() >= y.height()) {
        a.open();
      } else if (y instanceof Branch) {
        b.open();
      } else {
        return;
      }
    }
    while (!a.isAtEnd() && a.top() instanceof Branch) {
      a.open();
    }
    while (!b.isAtEnd() && b.top() instanceof Branch) {
      b.open();
    }
  }

  /** Collects arrays of both until the next shared one; the nearest by both counts together. */
  @SuppressWarnings("ReferenceEquality")
  private static <E> void stretch(Cursor a, Cursor b, Stretches<E> stretches) {
    Cursor ahead = a.copy();
    Cursor aheadOther = b.copy();
    List<Leaf> left = new ArrayList<>();
    List<Leaf> right = new ArrayList<>();
    int takeLeft = -1;
    int takeRight = -1;
    for (int sum = 1; sum <= LOOK_AHEAD && takeLeft < 0; sum++) {
      read(ahead, left, sum);
      read(aheadOther, right, sum);
      for (int i = 0; i <= sum && takeLeft < 0; i++) {
        if (i < left.size() && sum - i < right.size() && left.get(i) == right.get(sum - i)) {
          takeLeft = i;
          takeRight = sum - i;
        }
      }
    }
    int from = a.position();
    List<E> first = new ArrayList<>();
    List<E> second = new ArrayList<>();
    take(a, takeLeft, first);
    take(b, takeRight, second);
    stretches.differ(from, first, second);
  }

  private static void read(Cursor cursor, List<Leaf> leaves, int index) {
    while (leaves.size() <= index && !cursor.isAtEnd()) {
      leaves.add(cursor.leaf());
      cursor.pop();
    }
  }

  /** Takes a number of arrays, or all that are left. */
  @SuppressWarnings("unchecked")
  private static <E> void take(Cursor cursor, int leaves, List<E> into) {
    for (int i = 0; (leaves < 0 || i < leaves) && !cursor.isAtEnd(); i++) {
      for (Object element : cursor.leaf().elements()) {
        into.add((E) element);
      }
      cursor.pop();
    }
  }

  /** A place in a list, with the subtrees that follow. */
  private static final class Cursor {
    private final Deque<Node> next = new ArrayDeque<>();
    private int position;

    Cursor(Node root) {
      if (root.size() > 0) {
        next.push(root);
      }
    }

    private Cursor(Cursor other) {
      next.addAll(other.next);
      position = other.position;
    }

    Cursor copy() {
      return new Cursor(this);
    }

    boolean isAtEnd() {
      return next.isEmpty();
    }

    int position() {
      return position;
    }

    Node top() {
      return next.element();
    }

    void pop() {
      position += next.pop().size();
    }

    void open() {
      Branch branch = (Branch) next.pop();
      next.push(branch.right());
      next.push(branch.left());
    }

    Leaf leaf() {
      while (top() instanceof Branch) {
        open();
      }
      return (Leaf) top();
    }
  }
}
