package io.kuberouter.netfilter.ipset.client;

import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.codec.IpSetCodec;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The sets of the running kernel. */
public final class KernelIpSetClient implements IpSetClient {

  private final NetlinkConnection connection;
  private final int protocol;
  private final IpSetCodec codec;

  /** By type and family: what a set is made with. */
  private final Map<String, Integer> revisions = new ConcurrentHashMap<>();

  private KernelIpSetClient(NetlinkConnection connection, int protocol) {
    this.connection = connection;
    this.protocol = protocol;
    this.codec = new IpSetCodec(protocol);
  }

  /**
   * Opens the caller's network namespace.
   *
   * @throws KernelException not supported, or an error of the set subsystem, where the kernel has
   *     no sets: {@code modprobe ip_set}
   */
  public static KernelIpSetClient open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /**
   * Opens the options' network namespace.
   *
   * @throws KernelException where the kernel has no sets: {@code modprobe ip_set}
   */
  public static KernelIpSetClient open(NetlinkOptions options) throws IOException {
    NetlinkConnection connection = NetlinkConnection.open(NetlinkProtocol.NETFILTER, options);
    try {
      int protocol =
          connection.get(
              IpSetCodec.protocol(), (type, in) -> Optional.of(IpSetCodec.decodeProtocol(in)));
      return new KernelIpSetClient(connection, protocol);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public int protocol() {
    return protocol;
  }

  @Override
  public List<String> names() throws IOException {
    return connection.dump(codec.names(), (type, in) -> Optional.of(IpSetCodec.decode(in).set()));
  }

  @Override
  public List<ObservedSet> heads() throws IOException {
    return connection.dump(codec.heads(), (type, in) -> IpSetCodec.decode(in).head());
  }

  @Override
  public void forEachEntry(String set, Consumer<SetEntry> each) throws IOException {
    connection.stream(codec.list(set), (type, in) -> IpSetCodec.decode(in).entries().forEach(each));
  }

  @Override
  public List<ObservedSet> sets() throws IOException {
    return sets(codec.list());
  }

  @Override
  public Optional<ObservedSet> set(String name) throws IOException {
    try {
      return sets(codec.list(name)).stream().findFirst();
    } catch (KernelException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<ObservedSet> sets(NetlinkMessage request) throws IOException {
    Map<String, ObservedSet> heads = new LinkedHashMap<>();
    Map<String, List<SetEntry>> entries = new LinkedHashMap<>();
    for (IpSetCodec.Part part :
        connection.dump(request, (type, in) -> Optional.of(IpSetCodec.decode(in)))) {
      part.head().ifPresent(head -> heads.put(part.set(), head));
      entries.computeIfAbsent(part.set(), s -> new ArrayList<>()).addAll(part.entries());
    }
    List<ObservedSet> all = new ArrayList<>();
    heads.forEach(
        (name, head) ->
            all.add(
                new ObservedSet(
                    head.definition(),
                    head.references(),
                    head.memoryBytes(),
                    head.elements(),
                    entries.getOrDefault(name, List.of()))));
    return all;
  }

  @Override
  public boolean test(String set, SetEntry entry) throws IOException {
    try {
      connection.execute(codec.test(set, entry));
      return true;
    } catch (KernelException e) {
      if (e.isNoElement()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<Optional<KernelException>> apply(List<SetChange> changes) throws IOException {
    List<Optional<KernelException>> results =
        new ArrayList<>(Collections.nCopies(changes.size(), Optional.empty()));
    int next = 0;
    while (next < changes.size()) {
      next = applySome(changes, next, results);
    }
    return results;
  }

  /**
   * Sends changes from a place on, entries of one set together; returns where to go on. Of entries
   * that are refused together each is sent again alone, which those that were made bear; so nothing
   * that depends on them may have been sent behind them.
   */
  private int applySome(List<SetChange> changes, int from, List<Optional<KernelException>> results)
      throws IOException {
    List<NetlinkMessage> messages = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    Map<String, Boolean> pending = new HashMap<>();
    int next = from;
    while (next < changes.size()) {
      EntryRun run = EntryRun.at(changes, next);
      if (!run.mayFollow(pending)) {
        break;
      }
      starts.add(next);
      if (run.length() > 1) {
        messages.add(codec.encode(run.adds(), run.set(), run.entries()));
        pending.put(run.set(), run.adds());
      } else {
        messages.add(single(changes.get(next)));
      }
      next += run.length();
    }
    starts.add(next);
    List<Optional<KernelException>> answers = connection.batch(messages);
    for (int i = 0; i < answers.size(); i++) {
      int start = starts.get(i);
      int end = starts.get(i + 1);
      if (answers.get(i).isEmpty()) {
        continue;
      } else if (end - start == 1) {
        results.set(start, answers.get(i));
        continue;
      }
      List<NetlinkMessage> again = new ArrayList<>();
      for (int k = start; k < end; k++) {
        again.add(single(changes.get(k)));
      }
      List<Optional<KernelException>> each = connection.batch(again);
      for (int k = 0; k < each.size(); k++) {
        results.set(start + k, each.get(k));
      }
    }
    return next;
  }

  private NetlinkMessage single(SetChange change) throws IOException {
    int revision = change instanceof SetChange.Create c ? revision(c.definition()) : 0;
    return codec.encode(change, revision);
  }

  private int revision(SetDefinition set) throws IOException {
    String key = set.type() + (set.ipv6() ? " 6" : " 4");
    Integer known = revisions.get(key);
    if (known == null) {
      try {
        known =
            connection.get(
                codec.type(set.type(), set.ipv6()),
                (type, in) -> Optional.of(IpSetCodec.decodeRevision(in)));
      } catch (KernelException e) {
        return 0; // the creation is refused in its own words; the type may be there the next time
      }
      revisions.put(key, known);
    }
    return known;
  }

  @Override
  public void close() {
    connection.close();
  }
}
