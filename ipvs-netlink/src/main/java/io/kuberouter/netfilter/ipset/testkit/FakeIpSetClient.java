package io.kuberouter.netfilter.ipset.testkit;

import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netlink.KernelException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sets in memory that refuse what the kernel refuses, with its error numbers. They are found to
 * agree by the contract test that the kernel passes, too. Timeouts are kept, but nothing ends by
 * them until a test says so. Thread safe.
 */
public final class FakeIpSetClient implements IpSetClient {

  /** {@code IPSET_ERR_HASH_FULL}, {@code IPSET_ERR_NAME} of a list. */
  private static final int TYPE_SPECIFIC = 4352;

  /** {@code IPSET_ERR_LOOP} of a list. */
  private static final int LOOP = 4353;

  /** {@code IPSET_ERR_NAMEREF} of a list: no such neighbour. */
  private static final int NAMEREF = 4355;

  /** {@code IPSET_ERR_REF_EXIST} of a list: the neighbour is not in it. */
  private static final int REF_EXIST = 4357;

  private static final class Kept {
    SetDefinition definition;
    int references;

    /** By what says which entry it is. */
    Map<SetEntry, SetEntry> entries = new LinkedHashMap<>();

    Kept(SetDefinition definition) {
      this.definition = definition;
    }
  }

  private record Fault(Predicate<SetChange> changes, int errno) {}

  private final Map<String, Kept> sets = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private boolean closed;

  /** Refuses the next change that is one of these. */
  public synchronized void failNext(Predicate<SetChange> changes, int errno) {
    faults.add(new Fault(changes, errno));
  }

  /**
   * Lets a rule name a set.
   *
   * @throws IllegalArgumentException when there is no such set
   */
  public synchronized void refer(String set) {
    there(set).references++;
  }

  /** Lets a rule no longer name a set. */
  public synchronized void unrefer(String set) {
    there(set).references--;
  }

  /** Removes an entry as its timeout would. */
  public synchronized void expire(String set, SetEntry entry) {
    Kept kept = there(set);
    EntryRules.expand(kept.definition, entry)
        .entries()
        .forEach(one -> kept.entries.remove(key(kept, one)));
  }

  private Kept there(String set) {
    Kept kept = sets.get(set);
    if (kept == null) {
      throw new IllegalArgumentException("there is no set " + set);
    }
    return kept;
  }

  private static SetEntry key(Kept set, SetEntry entry) {
    SetEntry identity = entry.identity().toBuilder().nomatch(false).build();
    if (!set.definition.type().equals("bitmap:ip,mac")) {
      return identity;
    }
    return SetEntry.of(identity.address().orElseThrow()); // whatever its hardware address
  }

  @Override
  public int protocol() {
    return 7;
  }

  @Override
  public synchronized List<String> names() throws IOException {
    open();
    return List.copyOf(sets.keySet());
  }

  @Override
  public synchronized List<ObservedSet> heads() throws IOException {
    open();
    return sets.values().stream().map(kept -> observed(kept, List.of())).toList();
  }

  @Override
  public void forEachEntry(String set, Consumer<SetEntry> each) throws IOException {
    ObservedSet observed =
        set(set).orElseThrow(() -> new KernelException("ipset list " + set, SetRules.ENOENT, ""));
    observed.entries().forEach(each);
  }

  @Override
  public synchronized List<ObservedSet> sets() throws IOException {
    open();
    return sets.values().stream().map(FakeIpSetClient::whole).toList();
  }

  @Override
  public synchronized Optional<ObservedSet> set(String name) throws IOException {
    open();
    return Optional.ofNullable(sets.get(name)).map(FakeIpSetClient::whole);
  }

  private static ObservedSet whole(Kept kept) {
    return observed(kept, List.copyOf(kept.entries.values()));
  }

  private static ObservedSet observed(Kept kept, List<SetEntry> entries) {
    long memory = 200 + (64L * kept.entries.size());
    return new ObservedSet(kept.definition, kept.references, memory, kept.entries.size(), entries);
  }

  @Override
  public synchronized boolean test(String set, SetEntry entry) throws IOException {
    open();
    Kept kept = sets.get(set);
    if (kept == null) {
      throw new KernelException("ipset test " + set, SetRules.ENOENT, "");
    }
    EntryRules.Expanded expanded = EntryRules.expand(kept.definition, entry.identity());
    if (expanded.errno() != 0 || expanded.entries().size() != 1) {
      int errno = expanded.errno() == 0 ? SetRules.PROTOCOL : expanded.errno();
      throw new KernelException("ipset test " + set, errno, "");
    }
    SetEntry single = expanded.entries().get(0);
    SetEntry same = kept.entries.get(key(kept, single));
    if (same != null) {
      return !same.nomatch() || entry.nomatch();
    }
    return kept.entries.values().stream()
        .filter(one -> EntryRules.holds(one, single))
        .reduce((a, b) -> length(a) >= length(b) ? a : b)
        .map(best -> !best.nomatch())
        .orElse(false);
  }

  private static int length(SetEntry entry) {
    return entry.length().orElse(0) + entry.length2().orElse(0);
  }

  @Override
  public synchronized List<Optional<KernelException>> apply(List<SetChange> changes)
      throws IOException {
    open();
    List<Optional<KernelException>> results = new ArrayList<>(changes.size());
    for (SetChange change : changes) {
      int errno = fault(change);
      if (errno == 0) {
        errno = make(change);
      }
      results.add(
          errno == 0
              ? Optional.empty()
              : Optional.of(new KernelException("ipset " + change, errno, "")));
    }
    return results;
  }

  private int fault(SetChange change) {
    for (Fault fault : faults) {
      if (fault.changes.test(change)) {
        faults.remove(fault);
        return fault.errno;
      }
    }
    return 0;
  }

  private int make(SetChange change) {
    if (change instanceof SetChange.Create c) {
      return create(c.definition(), c.exclusive());
    } else if (change instanceof SetChange.Destroy c) {
      return destroy(c.set(), c.exclusive());
    } else if (change instanceof SetChange.Flush c) {
      return flush(c.set());
    } else if (change instanceof SetChange.Rename c) {
      return rename(c.set(), c.to());
    } else if (change instanceof SetChange.Swap c) {
      return swap(c.set(), c.other());
    } else if (change instanceof SetChange.Add c) {
      return add(c);
    } else if (change instanceof SetChange.Delete c) {
      return delete(c);
    }
    throw new AssertionError(change); // sealed
  }

  private int create(SetDefinition definition, boolean exclusive) {
    int errno = SetRules.check(definition);
    if (errno != 0) {
      return errno;
    }
    SetDefinition chosen = SetRules.chosen(definition);
    Kept kept = sets.putIfAbsent(chosen.name(), new Kept(chosen));
    boolean same = kept == null || (!exclusive && SetRules.same(kept.definition, chosen));
    return same ? 0 : SetRules.EEXIST;
  }

  private int destroy(String name, boolean exclusive) {
    Kept kept = sets.get(name);
    if (kept == null) {
      return exclusive ? SetRules.ENOENT : 0;
    } else if (kept.references > 0) {
      return SetRules.BUSY;
    }
    release(kept);
    sets.remove(name);
    return 0;
  }

  private int flush(String name) {
    Kept kept = sets.get(name);
    if (kept == null) {
      return SetRules.ENOENT;
    }
    release(kept);
    kept.entries.clear();
    return 0;
  }

  /** What a list names it names no longer. */
  private void release(Kept kept) {
    for (SetEntry entry : kept.entries.values()) {
      entry.set().ifPresent(this::unrefer);
    }
  }

  private int rename(String name, String to) {
    Kept kept = sets.get(name);
    if (kept == null) {
      return SetRules.ENOENT;
    } else if (kept.references > 0) {
      return SetRules.REFERENCED;
    } else if (sets.containsKey(to)) {
      return SetRules.EXIST_SETNAME2;
    }
    sets.remove(name);
    kept.definition = kept.definition.renamed(to);
    sets.put(to, kept);
    return 0;
  }

  private int swap(String name, String other) {
    Kept one = sets.get(name);
    Kept two = sets.get(other);
    if (one == null) {
      return SetRules.ENOENT;
    } else if (two == null) {
      return SetRules.EXIST_SETNAME2;
    } else if (!SetRules.features(one.definition).equals(SetRules.features(two.definition))) {
      return SetRules.TYPE_MISMATCH;
    }
    int references = one.references; // who names a set keeps naming what has its name
    one.references = two.references;
    two.references = references;
    one.definition = one.definition.renamed(other);
    two.definition = two.definition.renamed(name);
    sets.put(name, two);
    sets.put(other, one);
    return 0;
  }

  private int add(SetChange.Add change) {
    Kept kept = sets.get(change.set());
    if (kept == null) {
      return SetRules.ENOENT;
    }
    EntryRules.Expanded expanded = EntryRules.expand(kept.definition, change.entry());
    if (expanded.errno() != 0) {
      return expanded.errno();
    }
    if (kept.definition.type().equals("list:set")) {
      return addToList(kept, change);
    }
    for (SetEntry entry : expanded.entries()) {
      SetEntry key = key(kept, entry);
      if (kept.entries.containsKey(key)) {
        if (change.exclusive()) {
          return SetRules.EXIST;
        }
      } else if (kept.entries.size() >= kept.definition.maxElements().orElse(Long.MAX_VALUE)) {
        if (!kept.definition.forceAdd() || kept.entries.isEmpty()) {
          return TYPE_SPECIFIC;
        }
        kept.entries.remove(kept.entries.keySet().iterator().next());
      }
      kept.entries.put(key, entry);
    }
    return 0;
  }

  private int addToList(Kept list, SetChange.Add change) {
    int errno = checkNames(change.entry());
    if (errno != 0) {
      return errno;
    }
    Optional<SetEntry.Place> place = change.entry().place();
    SetEntry entry = EntryRules.expand(list.definition, change.entry()).entries().get(0);
    SetEntry key = key(list, entry);
    if (list.entries.containsKey(key)) {
      if (change.exclusive()) {
        return SetRules.EXIST;
      }
      list.entries.put(key, entry);
      return 0;
    }
    List<SetEntry> order = new ArrayList<>(list.entries.values());
    int at = order.size();
    if (place.isPresent()) {
      at = index(order, place.get().set());
      if (at < 0) {
        return REF_EXIST;
      }
      at += place.get().before() ? 0 : 1;
    }
    order.add(at, entry);
    list.entries.clear();
    order.forEach(one -> list.entries.put(key(list, one), one));
    change.entry().set().ifPresent(this::refer);
    return 0;
  }

  private int checkNames(SetEntry entry) {
    Kept named = sets.get(entry.set().orElseThrow());
    if (named == null) {
      return TYPE_SPECIFIC;
    } else if (named.definition.type().equals("list:set")) {
      return LOOP;
    }
    Optional<SetEntry.Place> place = entry.place();
    return place.isPresent() && !sets.containsKey(place.get().set()) ? NAMEREF : 0;
  }

  private static int index(List<SetEntry> order, String set) {
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).set().orElse("").equals(set)) {
        return i;
      }
    }
    return -1;
  }

  private int delete(SetChange.Delete change) {
    Kept kept = sets.get(change.set());
    if (kept == null) {
      return SetRules.ENOENT;
    }
    EntryRules.Expanded expanded = EntryRules.expand(kept.definition, change.entry().identity());
    if (expanded.errno() != 0) {
      return expanded.errno();
    }
    if (kept.definition.type().equals("list:set")) {
      int errno = checkNames(change.entry());
      if (errno != 0) {
        return errno;
      }
    }
    for (SetEntry entry : expanded.entries()) {
      SetEntry removed = kept.entries.remove(key(kept, entry));
      if (removed == null && change.exclusive()) {
        return SetRules.EXIST;
      } else if (removed != null) {
        removed.set().ifPresent(this::unrefer);
      }
    }
    return 0;
  }

  private void open() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
