package io.kuberouter.bgp.testkit;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.session.BfdListener;
import io.kuberouter.bgp.bfd.session.BfdRunner;
import io.kuberouter.bgp.bfd.session.BfdSessions;
import io.kuberouter.bgp.bfd.session.BfdStatus;
import io.kuberouter.bgp.bfd.session.BfdTransport;
import io.kuberouter.bgp.bfd.session.Datagram;
import io.kuberouter.bgp.bfd.testkit.FakeBfdNetwork;
import io.kuberouter.bgp.session.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** BFD sessions in the virtual time of a loop, to the millisecond. For one thread. */
public final class VirtualBfd implements BfdSessions {

  private final ManualTimers loop;
  private final BfdTransport transport;
  private final BfdRunner runner;
  private Timers.@Nullable Timer timer;

  private VirtualBfd(
      ManualTimers loop, BfdTransport transport, BfdListener listener, RandomGenerator random) {
    this.loop = loop;
    this.transport = transport;
    runner = new BfdRunner(transport, listener, random);
  }

  /** {@return how a system with an address on a network without delays runs its sessions} */
  public static BfdSessions.Starter at(
      ManualTimers loop, FakeBfdNetwork network, List<InetAddress> addresses) {
    return listener -> {
      BfdTransport transport = network.attach(addresses, BfdNeighbor.PORT);
      VirtualBfd sessions =
          new VirtualBfd(loop, transport, listener, RandomGenerator.of("L64X128MixRandom"));
      network.onArrival(transport, () -> loop.execute(sessions::receive));
      return sessions;
    };
  }

  private long micros() {
    return loop.millis() * 1000;
  }

  private void receive() {
    try {
      for (Optional<Datagram> one = transport.receive(0);
          one.isPresent();
          one = transport.receive(0)) {
        runner.receive(one.get(), micros());
      }
    } catch (IOException e) {
      throw new IllegalStateException("a network in memory that fails", e);
    }
    schedule();
  }

  private void tick() {
    runner.tick(micros());
    schedule();
  }

  private void schedule() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    long next = runner.nextDeadline();
    if (next != Long.MAX_VALUE) {
      long millis = Math.max(0, Math.floorDiv(next - micros() + 999, 1000L));
      timer = loop.after(millis, this::tick);
    }
  }

  @Override
  public CompletableFuture<Void> add(BfdNeighbor neighbor) {
    try {
      runner.add(neighbor, micros());
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    schedule();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void remove(InetAddress neighbor) {
    runner.remove(neighbor, micros());
    schedule();
  }

  @Override
  public void enable(InetAddress neighbor, boolean enabled) {
    runner.enable(neighbor, enabled, micros());
    schedule();
  }

  @Override
  public CompletableFuture<List<BfdStatus>> status() {
    return CompletableFuture.completedFuture(runner.status());
  }

  @Override
  public void close() {
    runner.status().forEach(session -> remove(session.neighbor()));
    transport.close();
  }
}
