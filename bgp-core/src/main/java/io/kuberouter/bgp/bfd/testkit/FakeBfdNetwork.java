package io.kuberouter.bgp.bfd.testkit;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.session.BfdTransport;
import io.kuberouter.bgp.bfd.session.Datagram;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiPredicate;

/**
 * One link that everybody is on: datagrams are there at once, unless {@link #losing} says
 * otherwise. Refuses what the kernel refuses: a local address that is not ours, an address and port
 * that are taken. Any thread may call.
 */
public final class FakeBfdNetwork {

  private record Endpoint(InetAddress address, int port) {}

  private final Map<Endpoint, FakeTransport> listening = new HashMap<>();
  private final List<Datagram> seen = new ArrayList<>();
  private BiPredicate<InetAddress, InetAddress> lost = (from, to) -> false;
  private int hopLimit = BfdTransport.HOP_LIMIT;
  private int nextPort = BfdTransport.LOWEST_SOURCE_PORT;

  /** Says which datagrams are lost, by source and destination. */
  public synchronized void losing(BiPredicate<InetAddress, InetAddress> which) {
    lost = which;
  }

  /** Sets what is left of the hop limit on arrival; 255 unless told. */
  public synchronized void hopLimit(int left) {
    hopLimit = left;
  }

  /** {@return all that was sent, lost or not, oldest first} */
  public synchronized List<Datagram> seen() {
    return List.copyOf(seen);
  }

  /**
   * {@return a system on the link}
   *
   * @throws IOException when somebody listens there already
   */
  public synchronized BfdTransport attach(List<InetAddress> addresses, int port)
      throws IOException {
    for (InetAddress address : addresses) {
      if (listening.containsKey(new Endpoint(address, port))) {
        throw new IOException("bind " + address.getHostAddress() + ": Address already in use");
      }
    }
    FakeTransport transport = new FakeTransport(List.copyOf(addresses));
    addresses.forEach(address -> listening.put(new Endpoint(address, port), transport));
    return transport;
  }

  /** Has something done whenever a datagram has come for a system. */
  public synchronized void onArrival(BfdTransport at, Runnable task) {
    ((FakeTransport) at).arrival = task;
  }

  private synchronized void deliver(Datagram datagram, BfdNeighbor to) {
    seen.add(datagram);
    FakeTransport transport = listening.get(new Endpoint(to.address(), to.port()));
    if (transport != null && !lost.test(datagram.source(), to.address())) {
      transport.queue.add(
          new Datagram(
              datagram.source(),
              datagram.sourcePort(),
              hopLimit,
              datagram.payload(),
              to.port() == BfdNeighbor.MULTIHOP_PORT));
      transport.arrival.run();
      notifyAll();
    }
  }

  private final class FakeTransport implements BfdTransport {
    private final List<InetAddress> addresses;
    private final Queue<Datagram> queue = new ArrayDeque<>();
    private boolean woken;
    private Runnable arrival = () -> {};

    FakeTransport(List<InetAddress> addresses) {
      this.addresses = addresses;
    }

    @Override
    public Sender open(BfdNeighbor neighbor) throws IOException {
      int octets = neighbor.address().getAddress().length;
      InetAddress local =
          neighbor
              .local()
              .or(() -> addresses.stream().filter(a -> a.getAddress().length == octets).findFirst())
              .filter(addresses::contains)
              .orElseThrow(() -> new IOException("bind: Cannot assign requested address"));
      int port;
      synchronized (FakeBfdNetwork.this) {
        port = nextPort++;
        if (neighbor.multihop()) {
          listening.putIfAbsent(new Endpoint(local, BfdNeighbor.MULTIHOP_PORT), this);
        }
      }
      return new Sender() {
        @Override
        public void send(OctetString payload) {
          deliver(new Datagram(local, port, HOP_LIMIT, payload), neighbor);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Optional<Datagram> receive(long micros) {
      long end = System.nanoTime() + (micros * 1000);
      synchronized (FakeBfdNetwork.this) {
        while (queue.isEmpty() && !woken && end - System.nanoTime() >= 1_000_000) {
          try {
            FakeBfdNetwork.this.wait((end - System.nanoTime()) / 1_000_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
          }
        }
        woken = woken && !queue.isEmpty();
        return Optional.ofNullable(queue.poll());
      }
    }

    @Override
    public void wakeUp() {
      synchronized (FakeBfdNetwork.this) {
        woken = true;
        FakeBfdNetwork.this.notifyAll();
      }
    }

    @Override
    public void close() {
      synchronized (FakeBfdNetwork.this) {
        listening.values().removeIf(t -> t == this);
      }
    }
  }
}
