package io.kuberouter.sync.agent;

import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Draining;
import io.kuberouter.sync.plan.Observed;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kernel every second whether servers that drain have connections left, as long as there
 * are such servers. Time comes as an argument, in nanoseconds; the thread of the agent's loop.
 */
final class DrainLooks {

  private static final Logger LOG = LoggerFactory.getLogger(DrainLooks.class);
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private final NodeIo io;
  private final Draining draining;
  private boolean planned;
  private long next;

  DrainLooks(NodeIo io, Draining draining) {
    this.io = io;
    this.draining = draining;
  }

  /** {@return how long until the next look is due; most where no server drains} */
  long untilNext(long now) {
    if (draining.isIdle()) {
      planned = false;
      return Long.MAX_VALUE;
    }
    if (!planned) {
      planned = true;
      next = now + PERIOD;
    }
    return next - now;
  }

  /** {@return the servers that may go} */
  List<ItemKey> look(Observed observed, long now) {
    next = now + PERIOD;
    Set<ServiceKey> services = new HashSet<>();
    for (ItemKey key : draining.servers()) {
      observed.get(key).ifPresent(i -> services.add(((Item.IpvsServer) i).service()));
    }
    services.forEach(service -> look(service, now));
    return draining.due(now);
  }

  private void look(ServiceKey service, long now) {
    try {
      for (ObservedRealServer server : io.ipvs().orElseThrow().client().servers(service)) {
        if (server.activeConnections() == 0 && server.inactiveConnections() == 0) {
          draining.connectionsEnded(new Item.IpvsServer(service, server.server()).key(), now);
        }
      }
    } catch (IOException e) {
      LOG.warn("draining servers of {} could not be looked at: {}", service, e.getMessage());
    }
  }
}
