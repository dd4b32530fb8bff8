package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.rib.LocRib;
import io.kuberouter.bgp.rib.Rib;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * What one subscriber is still to hear, as much as it asks for. What waits is bounded: a bit for
 * each prefix, and the latest of each neighbour. On the event loop, but for {@link #request} and
 * {@link #cancel}.
 */
final class EventSubscription implements Flow.Subscription {

  /** Told in one turn at most, so that sessions go on meanwhile. */
  private static final int MOST = 10_000;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final EventLoop loop;
  private final Flow.Subscriber<? super SpeakerEvent> subscriber;
  private final List<Feed> feeds = new ArrayList<>();
  private final Map<List<?>, SpeakerEvent> states = new LinkedHashMap<>();
  private final Map<SpeakerEvent.EndOfRibReceived, Long> ends = new LinkedHashMap<>();
  private long wanted;
  private boolean over;

  /** Best routes of a family, with how many have been told. */
  private static final class Feed {
    private final LocRib routes;
    private long told;

    Feed(LocRib routes) {
      this.routes = routes;
    }

    /** {@return how many will have been told when all is that is there now; or {@link #UNKNOWN}} */
    private long all() {
      return routes.isStarting() ? UNKNOWN : told + routes.pending();
    }
  }

  EventSubscription(EventLoop loop, Rib rib, Flow.Subscriber<? super SpeakerEvent> subscriber) {
    this.loop = loop;
    this.subscriber = subscriber;
    feeds.add(new Feed(rib.locRib(AddressFamily.IPV4_UNICAST)));
    feeds.add(new Feed(rib.locRib(AddressFamily.IPV6_UNICAST)));
  }

  @Override
  public void request(long n) {
    loop.execute(
        () -> {
          if (n <= 0) { // Flow.Subscription: "the Subscriber will receive an onError signal"
            fail(new IllegalArgumentException(n + " events requested: at least 1"));
          } else {
            wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
          }
        });
  }

  @Override
  public void cancel() {
    loop.execute(this::end);
  }

  private void end() {
    if (!over) {
      over = true;
      feeds.forEach(feed -> feed.routes.close());
      feeds.clear();
      states.clear();
      ends.clear();
    }
  }

  private void fail(Throwable why) {
    if (!over) {
      end();
      subscriber.onError(why);
    }
  }

  /** Nothing happens any more. */
  void complete() {
    if (!over) {
      end();
      subscriber.onComplete();
    }
  }

  boolean isOver() {
    return over;
  }

  /** Something that is no route has happened: of one neighbour, the latest takes the place. */
  void offer(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.PeerStateChanged c) {
      SpeakerEvent before = states.remove(List.of("session", c.peer()));
      SpeakerEvent.PeerStateChanged merged =
          before instanceof SpeakerEvent.PeerStateChanged b
              ? new SpeakerEvent.PeerStateChanged(c.peer(), b.before(), c.now(), c.why())
              : c;
      states.put(List.of("session", c.peer()), merged);
    } else if (event instanceof SpeakerEvent.PathStateChanged c) {
      states.remove(List.of("path", c.peer()));
      states.put(List.of("path", c.peer()), c);
    } else if (event instanceof SpeakerEvent.EndOfRibReceived e) {
      ends.remove(e);
      ends.put(e, feed(e.family()).map(Feed::all).orElse(0L));
    }
  }

  private Optional<Feed> feed(AddressFamily family) {
    return feeds.stream().filter(f -> f.routes.family().equals(family)).findFirst();
  }

  /** Tells as much as is asked for; {@return whether more could be told at once}. */
  boolean pump() {
    try {
      int told = 0;
      while (!over && wanted > 0 && told < MOST && next()) {
        told++;
      }
      return told == MOST;
    } catch (RuntimeException e) { // the subscriber's: it is its own end alone
      fail(e);
      return false;
    }
  }

  private boolean next() {
    Iterator<SpeakerEvent> state = states.values().iterator();
    if (state.hasNext()) {
      SpeakerEvent event = state.next();
      state.remove();
      tell(event);
      return true;
    }
    // an end-of-RIB behind the routes that were there when it came
    ends.replaceAll(
        (end, all) -> all == UNKNOWN ? feed(end.family()).map(Feed::all).orElse(0L) : all);
    for (Map.Entry<SpeakerEvent.EndOfRibReceived, Long> end : ends.entrySet()) {
      if (feed(end.getKey().family()).map(f -> f.told >= end.getValue()).orElse(true)) {
        ends.remove(end.getKey());
        tell(end.getKey());
        return true;
      }
    }
    for (Feed feed : feeds) {
      Optional<LocRib.Change> change = feed.routes.poll();
      if (change.isPresent()) {
        feed.told++;
        tell(new SpeakerEvent.BestRouteChanged(change.get().prefix(), change.get().best()));
        return true;
      }
    }
    return false;
  }

  private void tell(SpeakerEvent event) {
    wanted--;
    subscriber.onNext(event);
  }
}
