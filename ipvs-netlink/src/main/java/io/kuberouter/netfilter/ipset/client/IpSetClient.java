package io.kuberouter.netfilter.ipset.client;

import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netlink.KernelException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The sets of one network namespace. Any thread may call. */
public interface IpSetClient extends AutoCloseable {

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

  @Override
  void close();
}
