package io.kuberouter.netfilter.ipset.client;

import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netlink.KernelException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sets of one network namespace. Any thread may call. A refusal is a {@link KernelException}:
 * not found (ENOENT) for a set that is not there, exists already (EEXIST) for one to make that is,
 * no element for an entry that is there or is not, busy for a set that a rule or list names,
 * permission denied without {@code CAP_NET_ADMIN}, which reading needs as well.
 */
public interface IpSetClient extends AutoCloseable {

  /** {@return the protocol version that is spoken with the kernel: 6 or 7} */
  int protocol() throws IOException;

  /** {@return the names of all sets} */
  List<String> names() throws IOException;

  /** {@return all sets without their entries, which may be many} */
  List<ObservedSet> heads() throws IOException;

  /**
   * Hands over a set's entries one after the other, in constant memory. The consumer must not use
   * this client.
   *
   * @throws KernelException not found (ENOENT) when there is no such set
   */
  void forEachEntry(String set, Consumer<SetEntry> each) throws IOException;

  /** {@return all sets with their entries} */
  List<ObservedSet> sets() throws IOException;

  /** {@return one set with its entries; empty when there is none of that name} */
  Optional<ObservedSet> set(String name) throws IOException;

  /**
   * {@return whether the set matches the entry}
   *
   * @throws KernelException when there is no such set, or the entry is none of its type
   */
  boolean test(String set, SetEntry entry) throws IOException;

  /**
   * Makes changes in order, in few system calls; a refused one does not stop those behind it.
   *
   * @return a result for each: empty, or the refusal
   */
  List<Optional<KernelException>> apply(List<SetChange> changes) throws IOException;

  /**
   * Makes one change.
   *
   * @throws KernelException when it is refused
   */
  default void execute(SetChange change) throws IOException {
    Optional<KernelException> refusal = apply(List.of(change)).get(0);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  @Override
  void close();
}
