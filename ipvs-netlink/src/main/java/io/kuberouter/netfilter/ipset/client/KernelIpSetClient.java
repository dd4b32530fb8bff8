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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sets of the running kernel. */
public final class KernelIpSetClient implements IpSetClient {

  private final NetlinkConnection connection;

  /** By type and family: what a set is made with. */
  private final Map<String, Integer> revisions = new ConcurrentHashMap<>();

  private KernelIpSetClient(NetlinkConnection connection) {
    this.connection = connection;
  }

  /** Opens the caller's network namespace. */
  public static KernelIpSetClient open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /** Opens the options' network namespace. */
  public static KernelIpSetClient open(NetlinkOptions options) throws IOException {
    return new KernelIpSetClient(NetlinkConnection.open(NetlinkProtocol.NETFILTER, options));
  }

  @Override
  public List<ObservedSet> sets() throws IOException {
    return sets(IpSetCodec.list());
  }

  @Override
  public Optional<ObservedSet> set(String name) throws IOException {
    try {
      return sets(IpSetCodec.list(name)).stream().findFirst();
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
        connection.dump(
            request, (type, payload) -> Optional.of(IpSetCodec.decode(payload.rest())))) {
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
                    entries.getOrDefault(name, List.of()))));
    return all;
  }

  @Override
  public boolean test(String set, SetEntry entry) throws IOException {
    try {
      connection.execute(IpSetCodec.test(set, entry));
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
    List<NetlinkMessage> messages = new ArrayList<>(changes.size());
    for (SetChange change : changes) {
      int revision = change instanceof SetChange.Create c ? revision(c.definition()) : 0;
      messages.add(IpSetCodec.encode(change, revision));
    }
    return connection.batch(messages);
  }

  private int revision(SetDefinition set) throws IOException {
    String key = set.type() + (set.ipv6() ? " 6" : " 4");
    Integer known = revisions.get(key);
    if (known == null) {
      try {
        known =
            connection.get(
                IpSetCodec.type(set.type(), set.ipv6()),
                (type, payload) -> Optional.of(IpSetCodec.decodeRevision(payload.rest())));
      } catch (KernelException e) {
        known = 0; // the creation is refused in its own words
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
